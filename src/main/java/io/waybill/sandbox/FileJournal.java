package io.waybill.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * A file of lines, each handed to the operating system before its change counts: a killed process loses nothing that
 * it has told. Written anew at each start with only what is still held, so that it does not grow for ever.
 */
final class FileJournal implements Journal {
    private static final int RESERVED_AT_ONCE = 100_000;

    private final Path file;
    private final FileChannel lock;
    private FileChannel lines;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private long reserved;

    /** Takes the directory for this process alone, creating it where it is missing. */
    FileJournal(Path directory) throws IOException {
        Files.createDirectories(directory);
        this.file = directory.resolve("orders.jsonl");
        this.lock =
                FileChannel.open(directory.resolve("orders.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked()) {
            lock.close();
            throw new IOException("another sandbox is using " + directory + "; give each one a directory of its own");
        }
    }

    @Override
    public void replay(Reader reader) throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                // only the last line can be torn, and what it says was told to nobody
                if (line.endsWith("}")) {
                    tell(json.readTree(line), reader);
                }
            }
        }
    }

    @Override
    public void begin(long next, Consumer<Consumer<StoredOrder>> held) throws IOException {
        Path fresh = file.resolveSibling("orders.jsonl.new");
        lines = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        Json json = new Json();
        json.open('{').member("next", next).close('}').newline();
        write(json);
        IOException[] failed = new IOException[1];
        held.accept(order -> {
            try {
                created(order);
                if (order.deleted) {
                    deleted(order.id, order.receivedMillis);
                }
            } catch (IOException failure) {
                failed[0] = failure;
            }
        });
        if (failed[0] != null) {
            throw failed[0];
        }
        lines.force(true);
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException plain) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
        reserved = next;
    }

    @Override
    public void created(StoredOrder order) throws IOException {
        Json json = new Json();
        json.open('{')
                .member("create", order.id)
                .member("login", PhpText.of(order.login))
                .member("at", order.receivedMillis)
                .member("query", new String(order.query, StandardCharsets.US_ASCII))
                .close('}')
                .newline();
        write(json);
    }

    @Override
    public void deleted(long id, long atMillis) throws IOException {
        Json json = new Json();
        json.open('{').member("delete", id).member("at", atMillis).close('}').newline();
        write(json);
    }

    @Override
    public void reserve(long number) throws IOException {
        if (number >= reserved) {
            reserved = number + RESERVED_AT_ONCE;
            Json json = new Json();
            json.open('{').member("next", reserved).close('}').newline();
            write(json);
        }
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
        lock.close();
    }

    private static void tell(JsonNode line, Reader reader) {
        if (line.has("create")) {
            byte[] query = line.path("query").asText().getBytes(StandardCharsets.US_ASCII);
            reader.created(new StoredOrder(
                    line.path("create").asLong(),
                    line.path("login").asText(),
                    line.path("at").asLong(),
                    query,
                    PhpForm.parse(query)));
        } else if (line.has("delete")) {
            reader.deleted(line.path("delete").asLong());
        } else {
            reader.next(line.path("next").asLong());
        }
    }

    private boolean isLocked() throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException heldHere) {
            return false;
        }
    }

    private void write(Json line) throws IOException {
        if (line.length() > buffer.capacity()) {
            buffer = ByteBuffer.allocateDirect(line.length());
        }
        buffer.clear();
        line.copyTo(buffer);
        buffer.flip();
        long before = lines.position();
        try {
            while (buffer.hasRemaining()) {
                lines.write(buffer);
            }
        } catch (IOException failure) {
            // a half line would swallow the next one
            lines.truncate(before);
            throw failure;
        }
    }
}
