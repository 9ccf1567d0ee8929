package org.flotilla.administrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A4 the first administrator's password")
class FirstPasswordTest {

    @TempDir
    private Path folder;

    @Test
    void fileNamed_isReadFromIt() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "from the file\n");
        assertThat(FirstPassword.find(file.toString(), "variable").value()).isEqualTo("from the file");
    }

    @Test
    @DisplayName("A4 further lines of the file are further administrators")
    void furtherLines_areFurtherAdministrators() throws IOException {
        Path file = Files.writeString(
                folder.resolve("password"), "of:admin itself\n\nloader:operator, auditor:pass:word of it\n");

        FirstPassword found = FirstPassword.find(file.toString(), null);

        assertThat(found.value()).isEqualTo("of:admin itself");
        assertThat(found.others())
                .containsExactly(
                        new AdministratorRequest("loader", "pass:word of it", Set.of(Role.OPERATOR, Role.AUDITOR)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"loader", "loader:secret word", "loader:king:secret word"})
    void furtherLineThatIsNone_isRefusedWithoutShowingIt(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "of admin itself\n" + line);

        assertThatThrownBy(() -> FirstPassword.find(file.toString(), null))
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.remedy()).isNotBlank())
                .hasMessageNotContaining("secret word");
    }

    @Test
    void fileMissing_failsAndSaysWhatToDo() {
        assertThatThrownBy(() -> FirstPassword.find(folder.resolve("none").toString(), null))
                .isInstanceOf(FlotillaException.class)
                .hasMessageContaining("none");
    }

    @Test
    void noFile_isTheVariable() {
        assertThat(FirstPassword.find(null, "from the variable").value()).isEqualTo("from the variable");
    }

    @Test
    void neither_isRandomAndGoodEnough() {
        FirstPassword one = FirstPassword.find(null, "");
        FirstPassword other = FirstPassword.find(null, null);
        assertThat(one.isGenerated()).isTrue();
        assertThat(one.value()).isNotEqualTo(other.value());
        PasswordRules.check(FirstAdministrator.NAME, one.value());
    }

    @Test
    void asText_doesNotShowIt() {
        assertThat(FirstPassword.find(null, "from the variable").toString()).doesNotContain("from the variable");
    }
}
