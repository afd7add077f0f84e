package io.waybill.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The API over TCP, on a ledger of its own. */
abstract class ApiTestBase {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    ApiSite api;

    @BeforeEach
    void start() throws Exception {
        api = new ApiSite(folder.resolve("data"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(response.body(), e);
        }
    }
}
