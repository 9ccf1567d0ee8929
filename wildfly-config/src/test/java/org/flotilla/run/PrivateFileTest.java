package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {

    @TempDir
    private Path folder;

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void write_newFile_isForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("below/secret");

        PrivateFile.write(file, "s3cret");

        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(PrivateFile.read(file)).isEqualTo("s3cret");
    }

    @Test
    void write_overAPublicFile_takesItsPlaceAndLeavesNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        PrivateFile.write(file, "new");

        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    @DisplayName("A3 whoever writes a secret in its own way does so where nobody else can look")
    void rewrite_whileItIsWritten_isInAFolderOfItsOwnerOnly() throws IOException, GeneralSecurityException {
        Path file = folder.resolve("below/store");
        List<String> seen = new ArrayList<>();

        PrivateFile.rewrite(file, fresh -> {
            Files.writeString(fresh, "s3cret");
            seen.add(permissions(fresh.getParent()));
            seen.add(Files.exists(file) ? "there already" : "not there yet");
        });

        assertThat(seen).containsExactly("rwx------", "not there yet");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(file.getParent())).isEqualTo("rwx------");
        assertThat(file.getParent()).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void rewrite_ofAFileThatIsThere_startsFromItsContent() throws GeneralSecurityException {
        Path file = folder.resolve("store");
        PrivateFile.write(file, "one");

        PrivateFile.rewrite(file, fresh -> Files.writeString(fresh, PrivateFile.read(fresh) + " two"));

        assertThat(PrivateFile.read(file)).isEqualTo("one two");
    }

    @Test
    void rewrite_thatFails_leavesTheFileAsItWas() {
        Path file = folder.resolve("store");
        PrivateFile.write(file, "one");

        assertThatThrownBy(() -> PrivateFile.rewrite(file, fresh -> {
                    Files.writeString(fresh, "half");
                    throw new GeneralSecurityException("no such algorithm");
                }))
                .isInstanceOf(GeneralSecurityException.class);

        assertThat(PrivateFile.read(file)).isEqualTo("one");
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void folder_thatIsThere_keepsItsMode() throws IOException {
        Path there = Files.createDirectory(folder.resolve("there"));
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-x---"));

        PrivateFile.folder(there);

        assertThat(permissions(there)).isEqualTo("rwxr-x---");
    }

    @Test
    void restrict_takesTheOthersRightsAway() throws IOException {
        Path file = Files.createFile(folder.resolve("store"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

        PrivateFile.restrict(file);

        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void readOrCreate_secondTime_findsTheFirstSecret() {
        Path file = folder.resolve("secret");

        assertThat(PrivateFile.readOrCreate(file)).isEqualTo(PrivateFile.readOrCreate(file));
    }

    @Test
    void randomSecret_isLongPlainAndNeverTheSame() {
        assertThat(PrivateFile.randomSecret()).matches("[A-Za-z0-9_-]{24}").isNotEqualTo(PrivateFile.randomSecret());
    }

    @Test
    void read_missingFile_namesIt() {
        assertThatThrownBy(() -> PrivateFile.read(folder.resolve("missing")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("missing");
    }
}
