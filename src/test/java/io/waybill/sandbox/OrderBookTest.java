package io.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderBookTest {
    @Test
    void holds_only_the_newest_orders() throws IOException {
        OrderBook book = book(10);

        for (int i = 0; i < 25; i++) {
            create(book, "same@example.com", "T" + i);
        }

        assertThat(book.held()).isEqualTo(10);
        assertThat(book.created()).isEqualTo(25);
        assertThat(tags(book)).containsExactly("T15", "T16", "T17", "T18", "T19", "T20", "T21", "T22", "T23", "T24");
        assertThat(book.find("demo", Journal.FIRST_INVOICE)).isNull();
        List<Long> ofBuyer = new ArrayList<>();
        book.newestOfBuyer("demo", "same@example.com", order -> !ofBuyer.add(order.id));
        assertThat(ofBuyer).hasSize(10);
    }

    @Test
    void forgets_a_buyer_with_the_last_of_its_orders() throws IOException {
        OrderBook book = book(2);
        create(book, "old@example.com", "1");
        create(book, "new@example.com", "2");
        create(book, "new@example.com", "3");

        assertThat(book.newestOfBuyer("demo", "old@example.com", order -> true)).isNull();
        assertThat(book.newestOfBuyer("demo", "new@example.com", order -> true).tag)
                .isEqualTo("3");
    }

    @Test
    void counts_only_when_nothing_is_to_be_kept() throws IOException {
        OrderBook book = book(0);

        long first = create(book, "a@example.com", "T");
        long second = create(book, "a@example.com", "T");

        assertThat(second).isEqualTo(first + 1);
        assertThat(book.held()).isZero();
        assertThat(book.created()).isEqualTo(2);
        assertThat(book.repeatedTags()).isEqualTo(1);
        assertThat(book.delete("demo", first)).isTrue();
        assertThat(book.delete("demo", second + 1)).isFalse();
        assertThat(book.delete("demo", 7)).isFalse();
    }

    @Test
    void deletes_an_order_that_it_has_forgotten() throws IOException {
        OrderBook book = book(1);
        long forgotten = create(book, "a@example.com", "1");
        create(book, "a@example.com", "2");

        assertThat(book.delete("demo", forgotten)).isTrue();
        assertThat(book.delete("demo", forgotten - 1)).isFalse();
    }

    @Test
    void counts_tags_that_come_again() throws IOException {
        OrderBook book = book(5);
        for (int i = 0; i < 5000; i++) {
            create(book, "a@example.com", "T" + i);
        }
        assertThat(book.repeatedTags()).isZero();

        create(book, "a@example.com", "T0");
        create(book, "a@example.com", "");
        create(book, "a@example.com", "");

        assertThat(book.repeatedTags()).isEqualTo(1);
    }

    private static OrderBook book(int keep) throws IOException {
        return new OrderBook(keep, Clock.systemUTC(), Journal.NONE);
    }

    private static long create(OrderBook book, String email, String tag) throws IOException {
        byte[] query = ("bill_email=" + email + "&bill_tag=" + tag).getBytes(StandardCharsets.US_ASCII);
        return book.create("demo", PhpForm.parse(query), query);
    }

    private static List<String> tags(OrderBook book) {
        List<String> tags = new ArrayList<>();
        book.eachHeld(order -> tags.add(order.tag));
        return tags;
    }
}
