package io.waybill.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** Makes the documents of the corpus that are packed, or absurdly large, from a description. */
final class CorpusContent {
    private final UnaryOperator<byte[]> plain;

    /** @param plain changes the bytes of each document before it is packed */
    CorpusContent(UnaryOperator<byte[]> plain) {
        this.plain = plain;
    }

    /**
     * @param made one of {@code text}, {@code generate} (parts, repeated or not), {@code gzip} (what is in it),
     *     {@code zip} (a list of name and content) and {@code workbook} (rows of cells, strings, formats, parts);
     *     {@code cut} takes as many bytes from the end, {@code flip} turns the bits of the byte there
     */
    byte[] of(JsonNode made) throws IOException {
        byte[] bytes = whole(made);
        if (made.has("flip")) {
            bytes[made.get("flip").asInt()] ^= (byte) 0xFF;
        }
        return Arrays.copyOf(bytes, bytes.length - made.path("cut").asInt());
    }

    private byte[] whole(JsonNode made) throws IOException {
        if (made.has("text")) {
            return plain.apply(made.get("text").asText().getBytes(StandardCharsets.UTF_8));
        }
        if (made.has("generate")) {
            return plain.apply(generated(made.get("generate")));
        }
        if (made.has("gzip")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(of(made.get("gzip")));
            }
            return bytes.toByteArray();
        }
        if (made.has("zip")) {
            Map<String, byte[]> entries = new LinkedHashMap<>();
            for (JsonNode entry : made.get("zip")) {
                for (int i = 1; i <= entry.path("times").asInt(1); i++) {
                    String name = entry.get("name").asText().replace("#", Integer.toString(i));
                    entries.put(name, name.endsWith("/") ? new byte[0] : of(entry.get("content")));
                }
            }
            return Workbooks.zip(entries);
        }
        return workbook(made.get("workbook"));
    }

    private byte[] workbook(JsonNode described) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : described.path("rows")) {
            List<String> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(own(cell.asText())));
            rows.add(cells);
        }
        Workbooks workbook = Workbooks.of(rows);
        if (described.has("strings")) {
            workbook.strings(own(described.get("strings").asText()));
        }
        if (described.has("formats")) {
            List<String> codes = new ArrayList<>();
            described.get("formats").forEach(code -> codes.add(code.asText()));
            workbook.formats(codes);
        }
        described.path("parts").properties().forEach(part -> {
            if (part.getValue().isNull()) {
                workbook.without(part.getKey());
            } else if (part.getValue().isTextual()) {
                workbook.part(part.getKey(), own(part.getValue().asText()));
            } else {
                workbook.part(part.getKey(), plain.apply(generated(part.getValue())));
            }
        });
        return workbook.bytes();
    }

    private String own(String text) {
        return new String(plain.apply(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static byte[] generated(JsonNode parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (JsonNode part : parts) {
            String text = Optional.ofNullable(part.get("repeat")).orElse(part).asText();
            byte[] once = text.getBytes(StandardCharsets.UTF_8);
            for (int i = part.path("times").asInt(1); i > 0; i--) {
                bytes.writeBytes(once);
            }
        }
        return bytes.toByteArray();
    }
}
