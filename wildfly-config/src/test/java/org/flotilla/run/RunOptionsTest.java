package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOptionsTest {

    private final Properties properties = new Properties();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void set() {
        properties.setProperty("flotilla.run.home", "/opt/server");
        properties.setProperty("flotilla.run.ear", "target/../flotilla.ear");
        properties.setProperty("flotilla.run.directory", "/var/run-it");
    }

    @Test
    void from_pathsBecomeAbsolute() {
        RunOptions options = RunOptions.from(properties, environment);

        assertThat(options.home()).isEqualTo(Path.of("/opt/server"));
        assertThat(options.archive()).isEqualTo(Path.of("flotilla.ear").toAbsolutePath());
        assertThat(options.folder()).isEqualTo(Path.of("/var/run-it"));
    }

    @Test
    void from_withoutAPath_saysHowToStart() {
        properties.remove("flotilla.run.ear");

        assertThatThrownBy(() -> RunOptions.from(properties, environment))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("-Dflotilla.run.ear")
                .hasMessageContaining("./mvnw -Prun");
    }

    @ParameterizedTest
    @CsvSource(
            value = {"true, true", "'', true", "false, false", "null, false"},
            nullValues = "null")
    void fresh_isSetByTheSwitchAlone(String value, boolean fresh) {
        if (value != null) {
            properties.setProperty("fresh", value);
        }

        assertThat(RunOptions.from(properties, environment).fresh()).isEqualTo(fresh);
    }

    @Test
    void database_withoutAddress_isOurOwn() {
        assertThat(RunOptions.from(properties, environment).databaseUrl()).isEmpty();
    }

    @Test
    void database_withAddress_hasAFolderOfItsOwn() {
        properties.setProperty("database.url", "jdbc:postgresql://db/flotilla");
        Path one = RunOptions.from(properties, environment).folder();
        properties.setProperty("database.url", "jdbc:postgresql://db/other");
        Path other = RunOptions.from(properties, environment).folder();

        assertThat(one.getParent()).isEqualTo(Path.of("/var"));
        assertThat(one).isNotEqualTo(other).isNotEqualTo(Path.of("/var/run-it"));
    }

    @Test
    void database_withAddressAndUser_wantsThePasswordToo() {
        properties.setProperty("database.url", "jdbc:postgresql://db/flotilla");
        properties.setProperty("database.user", "flotilla");
        RunOptions options = RunOptions.from(properties, environment);

        assertThat(options.databaseUrl()).contains("jdbc:postgresql://db/flotilla");
        assertThat(options.databaseUser()).isEqualTo("flotilla");
        assertThatThrownBy(options::databasePassword)
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("FLOTILLA_DATABASE_PASSWORD")
                .hasMessageContaining("-Ddatabase.password");
    }

    @Test
    void databasePassword_isFromTheEnvironmentFirst() {
        properties.setProperty("database.password", "seen by all");
        assertThat(RunOptions.from(properties, environment).databasePassword()).isEqualTo("seen by all");

        environment.put("FLOTILLA_DATABASE_PASSWORD", "from the environment");

        assertThat(RunOptions.from(properties, environment).databasePassword()).isEqualTo("from the environment");
        assertThat(RunOptions.from(properties, environment).toString())
                .doesNotContain("seen by all", "from the environment");
    }

    @Test
    @DisplayName("O1 a run on a database of somebody else does not say that -Dfresh forgets what is in it")
    void fresh_withAnotherDatabase_isNotSaidToForgetIt() {
        RunOptions own = RunOptions.from(properties, environment);
        assertThat(RunCommand.closing(own)).endsWith("to start anew: -Dfresh.");
        assertThat(RunCommand.forgetting(own)).doesNotContain("your database");

        properties.setProperty("database.url", "jdbc:postgresql://db/flotilla");
        RunOptions others = RunOptions.from(properties, environment);

        assertThat(RunCommand.closing(others)).endsWith("to start anew: -Dfresh, and an empty database.");
        assertThat(RunCommand.forgetting(others)).endsWith("but for what is in your database");
    }

    @Test
    void administratorPassword_tooShort_failsBeforeAnythingIsStarted() {
        environment.put("FLOTILLA_ADMIN_PASSWORD", "elevenchars");
        RunOptions options = RunOptions.from(properties, environment);

        assertThatThrownBy(options::administratorPassword)
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("FLOTILLA_ADMIN_PASSWORD")
                .hasMessageContaining("12");
    }

    @Test
    void failure_thatNobodyForesaw_isToldInPlainWords() {
        assertThat(RunCommand.message(new RunFailure("Free the port"))).isEqualTo("Free the port");
        assertThat(RunCommand.message(new UncheckedIOException("Cannot write x", new IOException("disk full"))))
                .isEqualTo("Cannot write x: java.io.IOException: disk full");
        assertThat(RunCommand.message(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }
}
