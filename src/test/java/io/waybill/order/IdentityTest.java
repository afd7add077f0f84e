package io.waybill.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentityTest {
    private static final AccountKey MAIN = new AccountKey("main", false);
    private static final AccountKey SANDBOX = new AccountKey("main", true);
    private static final AccountKey OTHER = new AccountKey("other", false);

    @Test
    void an_identity_is_short_however_long_its_texts_are_and_the_same_every_time() {
        for (String ref : List.of("A", "\u0416".repeat(29), "A".repeat(59), "A".repeat(1000), "\0")) {
            assertThat(Identity.ofCreate(MAIN, ref))
                    .hasSizeLessThanOrEqualTo(64)
                    .isEqualTo(Identity.ofCreate(new AccountKey("main", false), ref));
        }
    }

    @Test
    void references_that_follow_one_another_have_identities_that_do() {
        List<byte[]> identities = List.of(
                Identity.ofCreate(MAIN, "A-1001"),
                Identity.ofCreate(MAIN, "A-1002"),
                Identity.ofCreate(MAIN, "A-1010"),
                Identity.ofPlace(MAIN, "00ff", 1),
                Identity.ofPlace(MAIN, "00ff", 2),
                Identity.ofPlace(MAIN, "00ff", 256));
        assertThat(identities).isSortedAccordingTo(Arrays::compareUnsigned);
    }

    @Test
    void an_identity_never_changes_from_one_release_to_the_next() {
        // what is in a ledger was written by an older release
        assertThat(Identity.ofCreate(MAIN, "A-1001")).isEqualTo(bytes("cmain\0A-1001"));
        assertThat(Identity.ofRequest(MAIN, "r-1")).isEqualTo(bytes("rmain\0r-1"));
        assertThat(Identity.ofRequest(MAIN, "r".repeat(60)))
                .asHexString()
                .isEqualTo("68D661DBCEA52EAA27F371928FA357217B");
        assertThat(Identity.ofPlace(MAIN, "00ff", 7))
                .asHexString()
                .isEqualTo("703E3144515848AF4FF492A6F11E6D731D00000007");
        assertThat(Identity.digest(Operation.CREATE_ORDER, "A-1001", fields("bill_email", "a@b.cd", "bill_phone", "1")))
                .asHexString()
                .isEqualTo("62FEC6B9DC5A1085C3895E3E0C4B5606");
    }

    @Test
    void accounts_the_sandbox_and_references_are_told_apart() {
        assertThat(List.of(
                        hex(Identity.ofCreate(MAIN, "A")),
                        hex(Identity.ofCreate(SANDBOX, "A")),
                        hex(Identity.ofCreate(OTHER, "A")),
                        hex(Identity.ofCreate(MAIN, "a")),
                        hex(Identity.ofCreate(MAIN, "A ")),
                        hex(Identity.ofCreate(MAIN, "A".repeat(60))),
                        hex(Identity.ofCreate(MAIN, "A".repeat(61))),
                        hex(Identity.ofCreate(SANDBOX, "A".repeat(60))),
                        hex(Identity.ofRequest(MAIN, "A".repeat(60))),
                        hex(Identity.ofRequest(MAIN, "A")),
                        hex(Identity.ofPlace(MAIN, "A", 1)),
                        hex(Identity.ofPlace(MAIN, "A", 2)),
                        hex(Identity.ofPlace(MAIN, "B", 1)),
                        hex(Identity.ofPlace(SANDBOX, "A", 1))))
                .doesNotHaveDuplicates();
    }

    @Test
    void texts_do_not_run_together() {
        assertThat(Identity.ofPlace(MAIN, "a1", 1)).isNotEqualTo(Identity.ofPlace(MAIN, "a", 11));
        assertThat(Identity.ofCreate(new AccountKey("ab", false), "c"))
                .isNotEqualTo(Identity.ofCreate(new AccountKey("a", false), "bc"));
        assertThat(digest("ab", "c")).isNotEqualTo(digest("a", "bc"));
        assertThat(digest("a", "b", "c", "d")).isNotEqualTo(digest("a", "bc", "d", ""));
    }

    @Test
    void a_digest_does_not_depend_on_the_sequence_of_the_fields() {
        assertThat(digest("bill_email", "a@b.cd", "goods[0][good_name]", "x", "goods[1][good_name]", "y"))
                .isEqualTo(digest("goods[1][good_name]", "y", "bill_email", "a@b.cd", "goods[0][good_name]", "x"));
    }

    @Test
    void a_digest_tells_every_difference() {
        assertThat(List.of(
                        hex(digest("a", "1")),
                        hex(digest("a", "2")),
                        hex(digest("b", "1")),
                        hex(digest("a", "1", "b", "")),
                        hex(digest()),
                        hex(Identity.digest(Operation.DELETE_ORDER, "R", fields("a", "1"))),
                        hex(Identity.digest(Operation.CREATE_ORDER, "S", fields("a", "1"))),
                        hex(Identity.digest(Operation.CREATE_ORDER, null, fields("a", "1"))),
                        hex(Identity.digest(null, "R", fields("a", "1"))),
                        hex(digest("goods[0][good_name]", "x", "goods[1][good_name]", "y")),
                        hex(digest("goods[0][good_name]", "y", "goods[1][good_name]", "x"))))
                .doesNotHaveDuplicates();
    }

    private static byte[] digest(String... namesAndTexts) {
        return Identity.digest(Operation.CREATE_ORDER, "R", fields(namesAndTexts));
    }

    private static Fields fields(String... namesAndTexts) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            pairs.add(Map.entry(namesAndTexts[i], namesAndTexts[i + 1]));
        }
        return Fields.of(pairs);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
