package io.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
    @TempDir
    private Path directory;

    @Test
    void brings_back_orders_and_deletes_as_they_were() {
        long deleted;
        java.util.List<SandboxOrder> before;
        try (Sandbox sandbox = start(100)) {
            Caller demo = Caller.demo(sandbox);
            deleted = demo.create("Anna@example.com", "bill_tag", "курс/1", "utm[utm_source]", "x y")
                    .billId();
            demo.create("b@example.com", "bill_created", "1700000000");
            demo.call("DeleteOrder", "bill_id", Long.toString(deleted));
            before = sandbox.orders();
        }

        try (Sandbox again = start(100)) {
            assertThat(again.orders()).isEqualTo(before).hasSize(2);
            assertThat(Caller.demo(again).create("c@example.com").billId()).isEqualTo(deleted + 2);
            assertThat(Caller.demo(again)
                            .call("GetBills", "email", "b@example.com")
                            .code())
                    .isZero();
            assertThat(Caller.demo(again)
                            .call("DeleteOrder", "bill_id", Long.toString(deleted))
                            .code())
                    .isEqualTo(200);
        }
    }

    @Test
    void writes_each_change_before_it_is_answered() throws IOException {
        try (Sandbox sandbox = start(100)) {
            long number = Caller.demo(sandbox).create("a@example.com").billId();

            assertThat(Files.readString(directory.resolve("orders.jsonl"))).contains("{\"create\":" + number + ",");
        }
    }

    @Test
    void overlooks_a_torn_last_line() throws IOException {
        long number;
        try (Sandbox sandbox = start(100)) {
            number = Caller.demo(sandbox).create("a@example.com").billId();
        }
        Files.writeString(
                directory.resolve("orders.jsonl"), "{\"create\":" + (number + 1) + ",\"lo", StandardOpenOption.APPEND);

        for (int i = 1; i <= 2; i++) {
            try (Sandbox again = start(100)) {
                assertThat(again.orders()).hasSize(i);
                assertThat(Caller.demo(again).create("a@example.com").billId()).isEqualTo(number + i);
            }
        }
    }

    @Test
    void holds_after_a_start_only_what_the_book_holds_and_still_repeats_no_number() throws IOException {
        long last = 0;
        try (Sandbox sandbox = start(100)) {
            for (int i = 0; i < 20; i++) {
                last = Caller.demo(sandbox).create("a@example.com").billId();
            }
        }

        try (Sandbox fewer = start(5)) {
            assertThat(fewer.orders()).hasSize(5);
            assertThat(Files.readAllLines(directory.resolve("orders.jsonl"))).hasSize(6);
        }
        try (Sandbox none = start(0)) {
            assertThat(Files.readAllLines(directory.resolve("orders.jsonl"))).hasSize(1);
            assertThat(Caller.demo(none).create("a@example.com").billId()).isEqualTo(last + 1);
            assertThat(Caller.demo(none).create("a@example.com").billId()).isEqualTo(last + 2);
            assertThat(Files.readAllLines(directory.resolve("orders.jsonl"))).hasSize(2);
        }
        try (Sandbox again = start(0)) {
            assertThat(Caller.demo(again).create("a@example.com").billId()).isGreaterThan(last + 2);
        }
    }

    @Test
    void lets_one_sandbox_only_use_a_directory() {
        try (Sandbox first = start(1)) {
            assertThat(first.port()).isPositive();
            assertThatThrownBy(() -> start(1).close())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("another sandbox")
                    .hasMessageContaining(directory.toString());
        }
    }

    private Sandbox start(int keep) {
        return Sandbox.start(SandboxOptions.defaults().withKeep(keep).withDirectory(directory.resolve(".")));
    }
}
