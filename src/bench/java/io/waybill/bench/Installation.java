package io.waybill.bench;

import io.waybill.cli.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Waybill as it is started.
 *
 * @param home Waybill's own folder, with the routes
 * @param jar the unpacked application's jar, as the launcher has it; null to start from the bench's own class path
 * @param archive the option for the launcher's archive of classes, or null
 * @param options what every JVM of it gets
 */
record Installation(Path home, Path jar, String archive, List<String> options) {
    /** As the launcher says, by {@code waybill.home}, {@code waybill.app}, {@code waybill.archive} and {@code waybill.heap}. */
    static Installation found() {
        Path home =
                Path.of(System.getProperty("waybill.home", "")).toAbsolutePath().normalize();
        String app = System.getProperty("waybill.app");
        String heap = System.getProperty("waybill.heap");
        return new Installation(
                home,
                app == null ? null : Path.of(app, "waybill.jar"),
                System.getProperty("waybill.archive"),
                heap == null ? List.of() : List.of(heap));
    }

    Installation withoutArchive() {
        return new Installation(home, jar, null, options);
    }

    /** The fat jar that the build made, or null if there is none. */
    Path fatJar() {
        Path built = home.resolve("target/waybill.jar");
        return Files.exists(built) ? built : null;
    }

    /** The same from the fat jar, without what the launcher does for it. */
    Installation fat() {
        return new Installation(home, fatJar(), null, List.of());
    }

    /** The words that start a command of Waybill in a JVM with these options. */
    List<String> command(List<String> more, List<String> arguments) {
        List<String> all = new ArrayList<>(options);
        all.addAll(more);
        if (archive != null) {
            all.add(archive);
        }
        all.add("-Dwaybill.home=" + home);
        if (jar == null) {
            return Child.java(all, Main.class, arguments);
        }
        List<String> command = Child.java(all);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        return command;
    }
}
