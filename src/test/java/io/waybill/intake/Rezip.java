package io.waybill.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Changes one part of an archive. */
final class Rezip {
    private Rezip() {}

    static byte[] edited(byte[] archive, String name, UnaryOperator<String> change) throws IOException {
        Path file = Files.createTempFile("rezip", ".zip");
        Map<String, byte[]> parts = new LinkedHashMap<>();
        Files.write(file, archive);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                byte[] part = zip.getInputStream(entry).readAllBytes();
                String text = new String(part, StandardCharsets.UTF_8);
                boolean meant = entry.getName().equals(name);
                parts.put(entry.getName(), meant ? change.apply(text).getBytes(StandardCharsets.UTF_8) : part);
            }
        } finally {
            Files.delete(file);
        }
        return Workbooks.zip(parts);
    }
}
