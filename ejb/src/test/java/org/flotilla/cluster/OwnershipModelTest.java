package org.flotilla.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("C5 C7 Q4 Q5 T8 the model of ownership")
class OwnershipModelTest {
    private static final Path CHECK = Path.of("..", "docs", "model", "check");

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @DisplayName("C5 C7 Q4 Q5 T8 holds, and every mutation of it is caught")
    void check_passes(@TempDir Path folder) throws IOException, InterruptedException {
        for (String tool : new String[] {"spin", "gcc"}) {
            assumeTrue(
                    isInstalled(tool), tool + " is missing: install the Debian package " + tool + " to run this test");
        }
        Path said = folder.resolve("said");
        Process check = new ProcessBuilder(CHECK.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            int status = check.waitFor();
            assertThat(Files.readString(said)).endsWith("PASS\n");
            assertThat(status).isZero();
        } finally {
            check.descendants().forEach(ProcessHandle::destroy);
            check.destroy();
        }
    }

    private static boolean isInstalled(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
