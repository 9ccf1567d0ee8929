package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

    @TempDir
    private Path folder;

    @Test
    void value_ofTheSame_isTheSame() {
        assertThat(new Fingerprint().add("a").add(List.of(1, 2)).value())
                .isEqualTo(new Fingerprint().add("a").add(List.of(1, 2)).value())
                .hasSize(64);
    }

    @Test
    void value_ofTheSameLettersDividedOtherwise_differs() {
        assertThat(new Fingerprint().add("ab").add("c").value())
                .isNotEqualTo(new Fingerprint().add("a").add("bc").value());
    }

    @Test
    void value_ofAChangedFile_differs() throws IOException {
        Path file = Files.writeString(folder.resolve("flotilla.ear"), "x".repeat(100_000) + "1");
        String before = new Fingerprint().addFile(file).value();
        Files.writeString(file, "x".repeat(100_000) + "2");

        assertThat(new Fingerprint().addFile(file).value()).isNotEqualTo(before);
    }
}
