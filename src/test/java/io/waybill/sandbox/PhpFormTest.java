package io.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhpFormTest {
    private static final String PARTS = "[]{}=&.+% _aA0159-*~()!'%20%5B%5D%5b%00%D0%90%FF%2E";

    /** Left what is posted, right what PHP 8.2 makes of it: parse_str, then http_build_query. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a=1&b=2,a=1&b=2",
                "goods[0][n]=x&e=1&goods[1][n]=y,goods%5B0%5D%5Bn%5D=x&goods%5B1%5D%5Bn%5D=y&e=1",
                "a=1&b=2&a=3,a=3&b=2",
                "bill.email=x&bill email=y,bill_email=y",
                "goods[][n]=x&goods[][n]=y,goods%5B0%5D%5Bn%5D=x&goods%5B1%5D%5Bn%5D=y",
                "a=%20*~%c3%a9,a=+%2A%7E%C3%A9",
                "a[-5]=x&a[]=y,a%5B-5%5D=x&a%5B-4%5D=y",
                "a[5]=x&a[]=y&a[08]=z&a[]=q,a%5B5%5D=x&a%5B6%5D=y&a%5B08%5D=z&a%5B7%5D=q",
                " a.b c[d.e f]=1,a_b_c%5Bd.e+f%5D=1",
                "a[b=1,a_b=1",
                "a[b][c=1,a%5Bb%5D=1",
                "a[b]x=1&a[b]x[c]=2,a%5Bb%5D=2",
                "a[ ]=1&a[ x]=2,a%5B0%5D=1&a%5B+x%5D=2",
                "[a]=1,",
                "=1,",
                "a%00b=1,a=1",
                "a[b%00c]=1,a_b=1",
                "a=1&a[b]=2&a=3,a=3",
                "a[[b]=1,a%5B%5Bb%5D=1",
                "a[b[c]=1,a%5Bb%5Bc%5D=1",
                "x=%4&y=%zz&z=%2,x=%254&y=%25zz&z=%252",
                "a[][b]=1&a[][b]=2&a[0][c]=3,a%5B0%5D%5Bb%5D=1&a%5B0%5D%5Bc%5D=3&a%5B1%5D%5Bb%5D=2",
                "a&b=,a=&b=",
                "..=1,__=1",
            })
    void reads_and_writes_again_what_php_does(String posted, String rebuilt) {
        assertThat(rebuilt(posted)).isEqualTo(rebuilt == null ? "" : rebuilt);
    }

    @Test
    void drops_what_comes_after_a_thousand_variables() {
        StringBuilder posted = new StringBuilder();
        for (int i = 0; i < 1200; i++) {
            posted.append("f").append(i).append("=1&");
        }

        assertThat(rebuilt(posted.toString()))
                .endsWith("&f" + (PhpForm.MAX_VARIABLES - 1) + "=1")
                .hasLineCount(1);
    }

    @Test
    void drops_a_variable_nested_too_deep() {
        assertThat(rebuilt("a" + "[x]".repeat(64) + "=1")).isNotEmpty();
        assertThat(rebuilt("a" + "[x]".repeat(65) + "=1")).isEmpty();
    }

    @Test
    void agrees_with_php_itself_on_random_forms(@TempDir Path scratch) throws Exception {
        assumeTrue(hasPhp(), "there is no php program on this machine");
        Random random = new Random(42);
        List<String> posted = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder form = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                form.append(PARTS.charAt(random.nextInt(PARTS.length())));
            }
            posted.add(form.toString());
        }
        Path forms = Files.write(scratch.resolve("forms"), posted);

        List<String> byPhp = php(
                scratch,
                "ini_set('display_errors', '0'); foreach (file($argv[1], FILE_IGNORE_NEW_LINES) as $q) {"
                        + " parse_str($q, $r); echo http_build_query($r), \"\\n\"; }",
                forms);

        assertThat(posted.stream().map(PhpFormTest::rebuilt).toList())
                .zipSatisfy(byPhp, (ours, theirs) -> assertThat(ours).isEqualTo(theirs));
        assertThat(Collections.frequency(byPhp, "")).isLessThan(posted.size() / 2);
    }

    private static String rebuilt(String posted) {
        PhpArray form = PhpForm.parse(posted.getBytes(StandardCharsets.ISO_8859_1));
        return new String(QueryString.of(form), StandardCharsets.US_ASCII);
    }

    private static boolean hasPhp() throws InterruptedException {
        try {
            return new ProcessBuilder("php", "-v")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static List<String> php(Path scratch, String program, Path argument) throws Exception {
        Path output = scratch.resolve("output");
        Process php = new ProcessBuilder("php", "-r", program, argument.toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(php.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(output);
    }
}
