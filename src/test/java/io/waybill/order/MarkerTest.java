package io.waybill.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarkerTest {
    private static final String MARKER = "0123456789ABCDEF";

    @Test
    void a_marker_is_16_characters_that_every_system_leaves_alone() {
        Set<String> markers = new HashSet<>();
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 1000; i++) {
            String marker = Marker.random(random);
            assertThat(marker).matches("[0-9A-HJKMNP-TV-Z]{16}");
            markers.add(marker);
        }
        assertThat(markers).hasSize(1000);
    }

    @Test
    void every_place_takes_every_one_of_32_characters_so_that_there_are_80_bits() {
        SecureRandom random = new SecureRandom();
        List<Set<Character>> seen = new ArrayList<>();
        for (int place = 0; place < 16; place++) {
            seen.add(new HashSet<>());
        }
        for (int i = 0; i < 2000; i++) {
            String marker = Marker.random(random);
            for (int place = 0; place < 16; place++) {
                seen.get(place).add(marker.charAt(place));
            }
        }
        assertThat(seen).allSatisfy(characters -> assertThat(characters).hasSize(32));
    }

    @Test
    void a_name_has_the_length_that_was_asked_for() {
        for (int length = 0; length < 40; length++) {
            assertThat(Marker.random(new SecureRandom(), length)).hasSize(length);
        }
    }

    @Test
    void an_order_without_a_tag_carries_the_marker_as_its_tag() {
        Fields fields = Fields.of(List.of(Map.entry("bill_email", "a@b.cd"), Map.entry("bill_comment", "hello")));
        Fields marked = Marker.into(fields, MARKER);
        assertThat(marked.get("bill_tag")).contains(MARKER);
        assertThat(marked.get("bill_comment")).contains("hello");
        assertThat(marked.pairs())
                .startsWith(fields.pairs().get(0), fields.pairs().get(1));
    }

    @Test
    void an_order_with_a_tag_keeps_it_and_carries_the_marker_behind_its_comment() {
        Fields fields = Fields.of(List.of(Map.entry("bill_tag", "spring"), Map.entry("bill_comment", "ring twice")));
        Fields marked = Marker.into(fields, MARKER);
        assertThat(marked.get("bill_tag")).contains("spring");
        assertThat(marked.get("bill_comment")).contains("ring twice " + MARKER);
    }

    @Test
    void an_order_with_a_tag_and_no_comment_carries_the_marker_as_its_comment() {
        assertThat(Marker.into(Fields.of(List.of(Map.entry("bill_tag", "spring"))), MARKER)
                        .get("bill_comment"))
                .contains(MARKER);
        assertThat(Marker.into(
                                Fields.of(List.of(Map.entry("bill_tag", "spring"), Map.entry("bill_comment", ""))),
                                MARKER)
                        .get("bill_comment"))
                .contains(MARKER);
    }

    @Test
    void an_empty_tag_is_not_a_tag_of_its_own() {
        Fields marked = Marker.into(Fields.of(List.of(Map.entry("bill_tag", ""))), MARKER);
        assertThat(String.join(
                        " ", marked.pairs().stream().map(Map.Entry::getValue).toList()))
                .contains(MARKER);
    }
}
