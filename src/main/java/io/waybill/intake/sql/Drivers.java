package io.waybill.intake.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The JDBC drivers that come along, and those that lie in a folder. */
public final class Drivers {
    private final ClassLoader loader;

    private Drivers(ClassLoader loader) {
        this.loader = loader;
    }

    /** @param folder the folder of more drivers, which need not be there */
    public static Drivers in(Path folder) {
        List<URL> jars = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
                for (Path jar : files) {
                    jars.add(url(jar));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        ClassLoader own = Drivers.class.getClassLoader();
        // never closed: connections live as long as the process
        return new Drivers(jars.isEmpty() ? own : new URLClassLoader(jars.toArray(URL[]::new), own));
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    /** The class of the driver for that URL; null where there is none. */
    public String of(String url) {
        try {
            for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
                if (driver.acceptsURL(url)) {
                    return driver.getClass().getName();
                }
            }
        } catch (SQLException | ServiceConfigurationError e) {
            return null;
        }
        return null;
    }

    ClassLoader loader() {
        return loader;
    }
}
