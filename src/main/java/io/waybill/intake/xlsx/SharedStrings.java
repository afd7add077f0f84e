package io.waybill.intake.xlsx;

import io.waybill.intake.BrokenDocumentException;
import io.waybill.intake.xml.XmlCursor;
import io.waybill.intake.xml.XmlCursor.At;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The texts that a workbook's cells refer to by number. There may be as many as cells, so they lie in files while the
 * workbook is read, and only the ones used last in memory.
 */
final class SharedStrings implements AutoCloseable {
    private static final int REMEMBERED = 2_000;
    private static final int REMEMBERED_LENGTH = 1_000;

    private final Path texts;
    private final Path ends;
    private final Map<Long, String> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > REMEMBERED;
        }
    };
    private FileChannel textsChannel;
    private FileChannel endsChannel;
    private long count;

    private SharedStrings() throws IOException {
        texts = Files.createTempFile("waybill-", ".texts");
        ends = Files.createTempFile("waybill-", ".ends");
    }

    /** @param in the part that has them, or null if there is none */
    static SharedStrings of(InputStream in) throws BrokenDocumentException, IOException {
        SharedStrings strings = new SharedStrings();
        try {
            strings.store(in);
            return strings;
        } catch (BrokenDocumentException | IOException | RuntimeException e) {
            strings.close();
            throw e;
        }
    }

    private void store(InputStream in) throws BrokenDocumentException, IOException {
        if (in != null) {
            try (DataOutputStream textsOut = output(texts);
                    DataOutputStream endsOut = output(ends)) {
                XmlCursor xml = new XmlCursor(in);
                long end = 0;
                for (At at = xml.next(); at != At.DOCUMENT_END; at = xml.next()) {
                    if (at == At.BEGIN && xml.name().equals("si")) {
                        byte[] text = RichText.of(xml).getBytes(StandardCharsets.UTF_8);
                        textsOut.write(text);
                        end += text.length;
                        endsOut.writeLong(end);
                        count++;
                    }
                }
            }
        }
        textsChannel = FileChannel.open(texts, StandardOpenOption.READ);
        endsChannel = FileChannel.open(ends, StandardOpenOption.READ);
    }

    private static DataOutputStream output(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    }

    /** The text of that number, from 0, or null if there is none. */
    String get(long number) throws IOException {
        if (number < 0 || number >= count) {
            return null;
        }
        String known = remembered.get(number);
        if (known != null) {
            return known;
        }
        long begin = number == 0 ? 0 : end(number - 1);
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(end(number) - begin));
        fill(textsChannel, bytes, begin);
        String text = new String(bytes.array(), StandardCharsets.UTF_8);
        if (text.length() <= REMEMBERED_LENGTH) {
            remembered.put(number, text);
        }
        return text;
    }

    private long end(long number) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        fill(endsChannel, bytes, number * Long.BYTES);
        return bytes.getLong(0);
    }

    private static void fill(FileChannel channel, ByteBuffer bytes, long from) throws IOException {
        long at = from;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, at);
            if (read < 0) {
                throw new IOException("a file of texts became shorter while it was read");
            }
            at += read;
        }
    }

    @Override
    public void close() throws IOException {
        if (textsChannel != null) {
            textsChannel.close();
        }
        if (endsChannel != null) {
            endsChannel.close();
        }
        Files.deleteIfExists(texts);
        Files.deleteIfExists(ends);
    }
}
