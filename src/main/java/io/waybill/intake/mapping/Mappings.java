package io.waybill.intake.mapping;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The mappings that there are, by name. Immutable; may be used by any thread. */
public final class Mappings {
    /** None at all. */
    public static final Mappings NONE = new Mappings(Map.of());

    private static final String ENDING = ".yaml";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private final Map<String, Mapping> byName;

    private Mappings(Map<String, Mapping> byName) {
        this.byName = byName;
    }

    /**
     * Reads every {@code <name>.yaml} of a folder; without the folder there is none.
     *
     * @throws InvalidMappingsException with the mistakes of all of them
     */
    public static Mappings read(Path folder) throws InvalidMappingsException {
        if (folder == null || !Files.isDirectory(folder)) {
            return NONE;
        }
        List<String> mistakes = new ArrayList<>();
        Map<String, Mapping> byName = new TreeMap<>();
        for (Path file : files(folder, mistakes)) {
            String shown = folder.getFileName() + "/" + file.getFileName();
            String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
            if (!file.toString().endsWith(ENDING)) {
                mistakes.add(shown + ": found a file that ends in .yml; expected " + name + ENDING + ".");
            } else if (!NAME.matcher(name).matches()) {
                mistakes.add(
                        shown + ": a mapping's name is 1 to 64 letters, digits, hyphens and underscores, and begins"
                                + " with a letter or digit.");
            } else {
                read(name, file, shown, mistakes).ifPresent(mapping -> byName.put(name, mapping));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidMappingsException(mistakes);
        }
        return new Mappings(byName);
    }

    private static Optional<Mapping> read(String name, Path file, String shown, List<String> mistakes) {
        try {
            return new MappingFile(name, shown, mistakes).read(Files.readString(file));
        } catch (IOException e) {
            mistakes.add(
                    shown + ": cannot be read as UTF-8 text (" + e.getClass().getSimpleName() + ").");
            return Optional.empty();
        }
    }

    private static List<Path> files(Path folder, List<String> mistakes) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
            all.forEach(files::add);
        } catch (IOException e) {
            mistakes.add(folder + ": cannot be read (" + e + ").");
        }
        Collections.sort(files);
        return files;
    }

    /** The mapping of that name. */
    public Optional<Mapping> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The names, sorted. */
    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    /** All mappings, by their names. */
    public Collection<Mapping> all() {
        return Collections.unmodifiableCollection(byName.values());
    }
}
