package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("O1 the user of the management console")
class ManagementUserTest {

    @TempDir
    private Path folder;

    @Test
    void digest_isWhatTheServersProgramWrites() {
        assertThat(ManagementUser.digest("admin", "secret")).isEqualTo("1eb173832c3b8726e6c99a96d186eabc");
    }

    @Test
    void write_keepsThePasswordOut() {
        ManagementUser.write(folder, "admin", "secret");

        assertThat(PrivateFile.read(folder.resolve("mgmt-users.properties")))
                .endsWith("\nadmin=1eb173832c3b8726e6c99a96d186eabc")
                .doesNotContain("secret");
    }
}
