package io.waybill.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.waybill.signing.PhpForm;
import io.waybill.signing.Signature;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill sign}: shows what the gateway would send for an order's parameters, without sending it. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description = {
            "Sign an order's parameters as PHP's http_build_query would write them.",
            "Reads a JSON object and prints {\"query\":...,\"hash\":...}. Nothing is sent."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:signed", "1:the result could not be written", "2:wrong arguments or input"})
public final class SignCommand implements Callable<Integer> {
    private final JsonFactory json = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .rootValueSeparator((String) null)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();
    private final InputStream stdin;
    private final OutputStream stdout;
    private final PrintStream stderr;

    @Option(
            names = "--login",
            required = true,
            paramLabel = "LOGIN",
            description = "The account's login, which is also the name its API address begins with.")
    private String login;

    @Option(
            names = "--key-file",
            required = true,
            paramLabel = "KEYFILE",
            description = "A file that holds the account's API key. One line break at its end does not count.")
    private Path keyFile;

    @Option(
            names = "--lines",
            description =
                    "Read one object a line, and stop at the first line that is not one. Blank lines are skipped.")
    private boolean lines;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "Where the parameters are; standard input if left out.")
    private Path file;

    /** The command at the process's own standard streams. */
    public SignCommand() {
        // Not System.out, which would hide that nobody reads any longer.
        this(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out), System.err);
    }

    SignCommand(InputStream stdin, OutputStream stdout, PrintStream stderr) {
        this.stdin = stdin;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** Signs all there is to sign; otherwise one sentence on standard error says why not. */
    @Override
    public Integer call() {
        try (JsonGenerator out = json.createGenerator(new BufferedOutputStream(stdout, 64 * 1024))) {
            try {
                sign(key(), out);
                return 0;
            } catch (UnusableInputException input) {
                stderr.println("waybill sign: " + input.getMessage());
                return 2;
            }
        } catch (IOException | UncheckedIOException unwritable) {
            stderr.println("waybill sign: the result cannot be written: " + unwritable.getMessage());
            return 1;
        }
    }

    private void sign(String key, JsonGenerator out) throws UnusableInputException, IOException {
        try (InputStream in = file == null ? stdin : open(file)) {
            if (!lines) {
                write(JsonParameters.read(() -> json.createParser(in), 1), key, out);
                return;
            }
            ByteLines input = new ByteLines(in, () -> flush(out));
            while (next(input)) {
                if (!input.isBlank()) {
                    JsonParameters.Source line =
                            () -> json.createParser(input.buffer(), input.offset(), input.length());
                    write(JsonParameters.read(line, input.number()), key, out);
                }
            }
        }
    }

    private void write(List<Map.Entry<String, String>> pairs, String key, JsonGenerator out) throws IOException {
        String query = PhpForm.encode(pairs);
        out.writeStartObject();
        out.writeStringField("query", query);
        out.writeStringField("hash", Signature.of(query, login, key));
        out.writeEndObject();
        out.writeRaw('\n');
    }

    private String key() throws UnusableInputException {
        try {
            byte[] bytes = Files.readAllBytes(keyFile);
            String key = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            int end = key.length();
            end -= key.endsWith("\r\n") ? 2 : key.endsWith("\n") ? 1 : 0;
            if (end == 0) {
                throw new UnusableInputException(
                        "the key file " + keyFile + " is empty, expected the account's API key");
            }
            return key.substring(0, end);
        } catch (CharacterCodingException notUtf8) {
            throw new UnusableInputException(
                    "the key file " + keyFile + " is not UTF-8 text, expected the account's API key");
        } catch (IOException unreadable) {
            throw new UnusableInputException("the key file " + keyFile + " cannot be read: " + reason(unreadable));
        }
    }

    private static InputStream open(Path file) throws UnusableInputException {
        try {
            return Files.newInputStream(file);
        } catch (IOException unreadable) {
            throw new UnusableInputException("the file " + file + " cannot be read: " + reason(unreadable));
        }
    }

    private static boolean next(ByteLines input) throws UnusableInputException {
        try {
            return input.next();
        } catch (IOException unreadable) {
            throw new UnusableInputException("the parameters cannot be read: " + unreadable.getMessage());
        }
    }

    private static void flush(JsonGenerator out) {
        try {
            out.flush();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String reason(IOException unreadable) {
        return unreadable instanceof NoSuchFileException ? "there is no such file" : unreadable.toString();
    }
}
