package io.waybill.cli;

import io.waybill.rest.ApiSite;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Commands against a gateway's API over TCP. */
abstract class GatewayCommandsTestBase {
    @TempDir
    Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    ApiSite api;

    @BeforeEach
    void start() throws Exception {
        api = new ApiSite(folder.resolve("data"));
        api.announce();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    final String data() {
        return api.site().data().toString();
    }

    final int run(String command) {
        String[] words = (command + " --data " + data()).split(" ");
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }
}
