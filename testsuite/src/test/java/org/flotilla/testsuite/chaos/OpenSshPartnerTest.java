package org.flotilla.testsuite.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("T8 the OpenSSH server of a partner")
class OpenSshPartnerTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void needsTheServer() {
        OpenSshPartner.problem().ifPresent(problem -> assumeTrue(false, problem));
    }

    @Test
    void arrivals_areTheRenamesThatSucceeded() throws Exception {
        try (OpenSshPartner partner = new OpenSshPartner(folder.resolve("partner"))) {
            Path file = Files.writeString(folder.resolve("file"), "content");
            Path commands = Files.writeString(folder.resolve("commands"), """
                    cd %s
                    put %s a.part
                    rename a.part a
                    -rename a.part again
                    put %s a.part
                    rename a.part a
                    put %s b.part
                    rename b.part b
                    get a %s
                    """.formatted(
                            partner.inbox(), file, file, file, folder.resolve("got")));
            assertThat(sftp(partner, commands)).isZero();
            assertThat(partner.arrivals()).containsExactly("a", "a", "b");
            assertThat(partner.reads()).containsExactly("a");
            assertThat(partner.names()).containsExactly("a", "b");
            assertThat(partner.inbox().resolve("a")).hasContent("content");
        }
    }

    @Test
    void arrivedAt_isWhenItWasRenamed() throws Exception {
        try (OpenSshPartner partner = new OpenSshPartner(folder.resolve("partner"))) {
            Path file = Files.writeString(folder.resolve("file"), "content");
            Path commands = Files.writeString(folder.resolve("commands"), """
                    cd %s
                    put %s first.part
                    put %s second.part
                    rename second.part second
                    """.formatted(partner.inbox(), file, file));
            assertThat(sftp(partner, commands)).isZero();
            assertThat(sftp(partner, Files.writeString(commands, """
                    cd %s
                    rename first.part first
                    """.formatted(partner.inbox()))))
                    .isZero();
            assertThat(partner.arrivedAt("second")).isLessThan(partner.arrivedAt("first"));
        }
    }

    private int sftp(OpenSshPartner partner, Path commands) throws Exception {
        return new ProcessBuilder(
                        "sftp",
                        "-b",
                        commands.toString(),
                        "-P",
                        Integer.toString(partner.port()),
                        "-i",
                        folder.resolve("partner/user.key").toString(),
                        "-o",
                        "StrictHostKeyChecking=no",
                        "-o",
                        "UserKnownHostsFile=" + folder.resolve("known"),
                        partner.user() + "@127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sftp.log").toFile())
                .start()
                .waitFor();
    }
}
