package io.waybill.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account's key stands in the configuration and nowhere else. */
class SecretsIT {
    private static final String KEY = "Zx9/very+secret%41\"key\"&Qw7";

    @TempDir
    Path folder;

    @Test
    void no_file_and_no_line_of_the_log_holds_the_key() throws IOException {
        try (FarEnd farEnd = FarEnd.start(
                KEY, "error-after,rate=0.1", "cut-after,rate=0.1", "wrong-hash,rate=0.1", "html,rate=0.1")) {
            Site site = new Site(folder, farEnd).account("other", farEnd, KEY + "-but-wrong");
            try (WaybillProcess gateway = site.start()) {
                site.inbox("main").file("many.jsonl", Orders.manyLines("secret-", 100));
                site.inbox("main").file("table.csv", Orders.manyRows("secret-t", 20) + "x,no address,course,\n");
                site.inbox("main").file("empty.json", "");
                site.inbox("other").file("wrong-key.jsonl", Orders.manyLines("secret-w", 5));
                site.filed().await("many.jsonl", 100);
                site.filed().await("table.csv", 21);
                gateway.awaitLine("is suspended");

                farEnd.faults("[{\"fault\":\"code\",\"code\":604,\"count\":1,\"text\":"
                        + new ObjectMapper().writeValueAsString("Your key is " + KEY + ", is it not?") + "}]");
                site.inbox("main").file("told.json", Orders.create("secret-told"));
                assertThat(site.filed().await("told.json", 1).get(0).text("error_text"))
                        .startsWith("Your key is ")
                        .endsWith(", is it not?");
                gateway.terminate();
                assertNoSecret("the log", gateway.log());
            }
        }
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSizeGreaterThan(8);
            for (Path file : all) {
                assertNoSecret(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Test
    void no_complaint_about_the_configuration_holds_the_key() throws IOException {
        List<String> mistaken = List.of(
                "waybill.accounts.main:\n  url: nonsense\n  login: shop\n  key: '" + KEY + "'\n",
                "waybill.accounts.main:\n  url: https://shop.example\n  login: shop\n  keyy: '" + KEY + "'\n",
                "waybill.accounts.main:\n  url: https://shop.example\n  login: shop\n  key: ['" + KEY + "', 'b']\n",
                "waybill.accounts.main:\n  url: https://shop.example\n  login: shop\n  key: '" + KEY + "\n",
                "waybill.accounts.main:\n  url: https://shop.example\n  key: " + KEY + ": login: shop\n",
                "waybill.accounts.main:\n  url: https://shop.example\n  login: shop\n  key: \"" + KEY + "\\q\"\n",
                "waybill.accounts.main:\n  url: https://x:" + KEY + "@shop.example\n  login: shop\n  key: k\n",
                "waybill.accounts.main:\n  url: https://shop.example\n  login: shop\n  key: '" + KEY
                        + "'\n  in-flight: x\n");
        Map<String, WaybillProcess> complaining = new LinkedHashMap<>();
        for (String yaml : mistaken) {
            Path config = Files.createTempDirectory(folder, "config");
            Files.writeString(config.resolve("application.yaml"), yaml);
            complaining.put(
                    yaml,
                    WaybillProcess.start(
                            config.resolve("log"),
                            List.of(
                                    "run",
                                    "--config",
                                    config.toString(),
                                    "--data",
                                    config.resolve("data").toString())));
        }
        for (Map.Entry<String, WaybillProcess> each : complaining.entrySet()) {
            try (WaybillProcess gateway = each.getValue()) {
                assertThat(gateway.exit()).as(each.getKey() + gateway.log()).isEqualTo(2);
                assertNoSecret(each.getKey(), gateway.log());
            }
        }
    }

    private static void assertNoSecret(String where, String text) throws IOException {
        String json = new ObjectMapper().writeValueAsString(KEY);
        for (String form : List.of(
                KEY,
                json.substring(1, json.length() - 1),
                URLEncoder.encode(KEY, StandardCharsets.UTF_8),
                KEY.substring(0, 18))) {
            assertThat(text.contains(form))
                    .as(where + " holds the key as " + form + (text.length() < 4000 ? text : ""))
                    .isFalse();
        }
    }
}
