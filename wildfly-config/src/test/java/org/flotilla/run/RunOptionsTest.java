package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOptionsTest {

    private final Properties properties = new Properties();

    @BeforeEach
    void set() {
        properties.setProperty("flotilla.run.home", "/opt/server");
        properties.setProperty("flotilla.run.ear", "target/../flotilla.ear");
        properties.setProperty("flotilla.run.directory", "/var/run-it");
    }

    @Test
    void from_pathsBecomeAbsolute() {
        RunOptions options = RunOptions.from(properties);

        assertThat(options.home()).isEqualTo(Path.of("/opt/server"));
        assertThat(options.archive()).isEqualTo(Path.of("flotilla.ear").toAbsolutePath());
        assertThat(options.folder()).isEqualTo(Path.of("/var/run-it"));
    }

    @Test
    void from_withoutAPath_saysHowToStart() {
        properties.remove("flotilla.run.ear");

        assertThatThrownBy(() -> RunOptions.from(properties))
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

        assertThat(RunOptions.from(properties).fresh()).isEqualTo(fresh);
    }

    @Test
    void database_withoutAddress_isOurOwn() {
        assertThat(RunOptions.from(properties).databaseUrl()).isEmpty();
    }

    @Test
    void database_withAddressAndUser_wantsThePasswordToo() {
        properties.setProperty("database.url", "jdbc:postgresql://db/flotilla");
        properties.setProperty("database.user", "flotilla");
        RunOptions options = RunOptions.from(properties);

        assertThat(options.databaseUrl()).contains("jdbc:postgresql://db/flotilla");
        assertThat(options.database("user")).isEqualTo("flotilla");
        assertThatThrownBy(() -> options.database("password"))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("-Ddatabase.password");
    }
}
