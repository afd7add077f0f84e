package io.waybill.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A secret that stands in the configuration, or in a file of its own. */
final class KeyFile {
    private KeyFile() {}

    /**
     * The secret; null where there is none, or a mistake.
     *
     * @param setting the full name of the setting; the one that names a file has {@code -file} behind it
     * @param mistakes takes a sentence where both are there, or the file cannot be read
     */
    static String read(String setting, String secret, Path file, List<String> mistakes) {
        if (file == null) {
            return secret;
        }
        if (secret != null) {
            mistakes.add(setting + ": stands beside " + setting + "-file; keep one of the two.");
            return null;
        }
        try {
            String text = Files.readString(file);
            return text.endsWith("\r\n")
                    ? text.substring(0, text.length() - 2)
                    : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (IOException e) {
            String name = setting.substring(setting.lastIndexOf('.') + 1);
            mistakes.add(setting + ": the file that " + name + "-file names, " + file + ", cannot be read ("
                    + e.getClass().getSimpleName() + ").");
            return null;
        }
    }
}
