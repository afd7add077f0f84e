package io.waybill.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the command line finds the gateway that runs on a data folder: the file {@code gateway.json} in it, which only
 * the gateway's own user may read.
 *
 * @param address where the API is, such as {@code http://127.0.0.1:40123}
 * @param pid the gateway's process
 * @param version its version
 * @param token what a caller has to show
 */
public record GatewayFile(String address, long pid, String version, String token) {
    private static final String NAME = "gateway.json";
    private static final JsonFactory JSON = new JsonFactory();

    /** Puts the file in its place at once and whole. It is readable by its owner alone before it has any content. */
    public void write(Path data) throws IOException {
        Path draft = data.resolve("." + NAME + ".tmp");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (JsonGenerator json = JSON.createGenerator(Files.newOutputStream(draft, StandardOpenOption.WRITE))) {
            json.writeStartObject();
            json.writeStringField("address", address);
            json.writeNumberField("pid", pid);
            json.writeStringField("version", version);
            json.writeStringField("token", token);
            json.writeEndObject();
        }
        Files.move(draft, data.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes the file. */
    public static void remove(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(NAME));
    }

    /**
     * The gateway of a data folder; empty where no gateway runs: there is no file, or the process that it names is
     * gone.
     *
     * @throws IOException if the file cannot be read or is not what {@link #write} writes
     */
    public static Optional<GatewayFile> read(Path data) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(Files.readAllBytes(data.resolve(NAME)))) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, json.getText());
            }
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        GatewayFile file;
        try {
            file = new GatewayFile(
                    fields.get("address"),
                    Long.parseLong(fields.get("pid")),
                    fields.get("version"),
                    fields.get("token"));
        } catch (NumberFormatException e) {
            throw new IOException("it names no process", e);
        }
        if (file.address == null || file.token == null) {
            throw new IOException("it names no address");
        }
        return Optional.of(file).filter(GatewayFile::alive);
    }

    private boolean alive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Without the token, which belongs into no log. */
    @Override
    public String toString() {
        return address + " (process " + pid + ", version " + version + ")";
    }
}
