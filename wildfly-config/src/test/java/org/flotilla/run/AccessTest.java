package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("O1 a run on the data of earlier ones")
class AccessTest {

    /** Nobody answers there: what is known already is not asked. */
    private static final URI API = URI.create("http://127.0.0.1:1/");

    @TempDir
    private Path directory;

    private RunFolder folder;

    @BeforeEach
    void anEarlierRun() {
        folder = new RunFolder(directory);
        DemoCredentials.random().write(folder.demoCredentials());
    }

    @Test
    @DisplayName(
            "O1 with another FLOTILLA_ADMIN_PASSWORD says that the password of the first run holds, and what to do")
    void hint_withAnotherPassword_saysThatTheFirstRunsHolds() {
        assertThat(hint(Map.of("FLOTILLA_ADMIN_PASSWORD", "another-password")))
                .contains("the password of the first run")
                .contains("FLOTILLA_ADMIN_PASSWORD counts in the first run only")
                .contains("admin UI", "-Dfresh")
                .doesNotContain("another-password");
    }

    @Test
    void hint_withoutOne_asksForThePersonsOwn() {
        assertThat(hint(Map.of())).isEqualTo("(sign in as admin with your password)");
    }

    private String hint(Map<String, String> environment) {
        Access access = new Access(
                new RunOptions(directory, directory, directory, false, new Properties(), environment), folder);
        access.demo(API);
        return access.hint();
    }
}
