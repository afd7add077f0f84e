package io.waybill.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is told of a configuration that cannot be read. */
class StartFailureTest {
    @TempDir
    Path folder;

    private String told(String configuration) throws IOException {
        Files.writeString(folder.resolve("application.yaml"), configuration);
        Throwable failure = catchThrowable(() -> SettingsReader.read(folder, Map.of()));
        assertThat(failure).isInstanceOf(ConfigurationMistakes.class);
        return failure.getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql", "mail", "accounts", "rest"})
    void a_key_with_nothing_below_it_is_told_as_that(String key) throws IOException {
        assertThat(told("waybill:\n  " + key + ":\n"))
                .matches("waybill[.]" + key
                        + ": (has nothing below it .*application[.]yaml.*; )?expected keys of its own, .*")
                .endsWith("expected keys of its own, indented below it, or no such line at all.");
    }

    @Test
    void a_text_is_no_table_of_keys() throws IOException {
        assertThat(told("waybill:\n  sql: shop\n"))
                .startsWith("waybill.sql: cannot be \"shop\"")
                .endsWith("; expected keys of its own, indented below it, or no such line at all.");
    }

    @Test
    void one_value_cannot_be_a_list() throws IOException {
        assertThat(told("waybill.accounts.main.key: [topsecret, b]\nwaybill.accounts.main.key-file: [x]\n"))
                .isEqualToIgnoringNewLines("waybill.accounts.main.key: cannot be a list; expected one value."
                        + "waybill.accounts.main.key-file: cannot be a list; expected one value.");
    }

    @Test
    void a_list_of_no_key_is_no_key() throws IOException {
        assertThat(told("waybill.accounts.main.keys: [a]\n"))
                .startsWith("waybill.accounts.main.keys[0]: there is no such key");
    }

    @Test
    void a_data_folder_that_is_a_file_is_told_as_that() throws IOException {
        Path file = Files.writeString(folder.resolve("data"), "");
        Map<String, String> overrides = Map.of("waybill.data", file.toString());
        assertThat(catchThrowable(() -> Gateway.start(null, overrides)))
                .isInstanceOf(ConfigurationMistakes.class)
                .hasMessage(file + " is a file, and a folder has to be there: move it away, or name another folder with"
                        + " --data.");
    }
}
