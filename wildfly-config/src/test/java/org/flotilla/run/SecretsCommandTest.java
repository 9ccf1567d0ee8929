package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("O1 the command that makes the secrets")
class SecretsCommandTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    private void run(String typed, String... arguments) {
        new SecretsCommand(new PrintStream(screen, true, StandardCharsets.UTF_8), prompt -> typed)
                .run(List.of(arguments));
    }

    @Test
    void make_printsTheLineForTheProperties() {
        run(null, folder.toString());

        assertThat(screen.toString(StandardCharsets.UTF_8).lines())
                .contains(
                        "flotilla.credentials.passphrase=" + Secrets.in(folder).encryptedPassphrase());
    }

    @Test
    void set_storesTheSecretWithoutShowingIt() {
        run("s3cret of the DBA", folder.toString(), "set", "datasource");

        assertThat(Secrets.in(folder).get("datasource")).isEqualTo("s3cret of the DBA");
        assertThat(screen.toString(StandardCharsets.UTF_8)).doesNotContain("s3cret");
    }

    @Test
    void set_withoutASecret_changesNothing() {
        String before = Secrets.in(folder).get("datasource");

        assertThatThrownBy(() -> run("", folder.toString(), "set", "datasource"))
                .isInstanceOf(RunFailure.class);
        assertThatThrownBy(() -> run(null, folder.toString(), "set", "datasource"))
                .isInstanceOf(RunFailure.class);
        assertThat(Secrets.in(folder).get("datasource")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x set", "x put datasource", "x set datasource s3cret"})
    void otherArguments_showTheUsage(String arguments) {
        String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");

        assertThatThrownBy(() -> run("typed", words))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("FOLDER set");
    }
}
