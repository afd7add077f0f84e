package io.waybill.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The versions of Waybill and of the Java it runs on. */
final class VersionProvider implements IVersionProvider {
    private static final String BUILD_INFO = "/META-INF/build-info.properties";

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {
            "waybill " + waybill(), "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
        };
    }

    /** The version of the build, or {@code (unpackaged)} where the build left no record. */
    static String waybill() throws IOException {
        try (InputStream in = VersionProvider.class.getResourceAsStream(BUILD_INFO)) {
            Properties build = new Properties();
            if (in != null) {
                build.load(in);
            }
            return build.getProperty("build.version", "(unpackaged)");
        }
    }
}
