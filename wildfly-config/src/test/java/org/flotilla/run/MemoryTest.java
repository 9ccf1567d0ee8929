package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {

    @TempDir
    private Path folder;

    @Test
    void availableMegabytes_takesWhatTheSystemCallsAvailable() throws IOException {
        Path meminfo = Files.writeString(
                folder.resolve("meminfo"),
                "MemTotal:       24000000 kB\nMemFree:          100000 kB\nMemAvailable:    3145728 kB\n");

        assertThat(Memory.availableMegabytes(meminfo)).isEqualTo(3072);
    }

    @Test
    void availableMegabytes_whereTheSystemDoesNotSay_isPlenty() throws IOException {
        Path old = Files.writeString(folder.resolve("meminfo"), "MemTotal: 24000000 kB\n");

        assertThat(Memory.availableMegabytes(old)).isEqualTo(Long.MAX_VALUE);
        assertThat(Memory.availableMegabytes(folder.resolve("missing"))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void mustSuffice_forMoreThanAnyMachineHas_saysHowMuchIsMissing() {
        assertThatThrownBy(() -> Memory.mustSuffice(1_000_000))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("1000000 servers")
                .hasMessageContaining("700000700 MB")
                .hasMessageContaining("-Dflotilla.jvm.heap");
    }
}
