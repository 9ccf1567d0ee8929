package org.flotilla.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    private Path folder;

    private String tailOf(List<String> lines) throws IOException {
        return LogTail.errors(Files.write(folder.resolve("server.log"), lines));
    }

    @Test
    void errors_amongOtherLines_areShownWithTheirCauses() throws IOException {
        assertThat(tailOf(List.of(
                        "09:00 INFO  starting",
                        "09:01 ERROR [x] broken",
                        "\tat some.Where",
                        "Caused by: no database",
                        "09:02 INFO  ERRORS may follow")))
                .isEqualTo("09:01 ERROR [x] broken\nCaused by: no database");
    }

    @Test
    void errors_whereThereAreNone_areTheLastLines() throws IOException {
        List<String> lines =
                IntStream.rangeClosed(1, 20).mapToObj(line -> "line " + line).toList();

        assertThat(tailOf(lines).lines()).hasSize(12).first().isEqualTo("line 9");
    }

    @Test
    void errors_ofManyErrors_areTheLastOnes() throws IOException {
        List<String> lines =
                IntStream.rangeClosed(1, 20).mapToObj(line -> "x ERROR " + line).toList();

        assertThat(tailOf(lines).lines()).hasSize(12).last().isEqualTo("x ERROR 20");
    }

    @Test
    void errors_longLine_isCut() throws IOException {
        assertThat(tailOf(List.of("x ERROR " + "y".repeat(1_000)))).hasSize(403).endsWith("y...");
    }

    @Test
    void errors_bytesThatAreNoText_areNoFailure() throws IOException {
        Path log = Files.write(folder.resolve("raw.log"), new byte[] {(byte) 0xff, (byte) 0xfe, 'x'});

        assertThat(LogTail.errors(log)).endsWith("x");
    }

    @Test
    void errors_ofAMissingFile_saySo() {
        assertThat(LogTail.errors(folder.resolve("missing.log")))
                .startsWith("(cannot be read")
                .contains("missing.log");
    }
}
