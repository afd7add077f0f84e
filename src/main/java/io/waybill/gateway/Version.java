package io.waybill.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version that was built. */
public final class Version {
    private Version() {}

    /** The version's text, or {@code unknown} outside a build. */
    public static String text() {
        try (InputStream in = Version.class.getResourceAsStream("/META-INF/build-info.properties")) {
            if (in == null) {
                return "unknown";
            }
            Properties info = new Properties();
            info.load(in);
            return info.getProperty("build.version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
