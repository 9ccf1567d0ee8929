package org.flotilla.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flotilla.pull.PullFixture.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Claim;
import org.flotilla.test.TestDatabase;
import org.flotilla.transfer.Transfer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is the same as of pulls is tested there. */
@DisplayName("S3 T8 taking files from a monitored folder")
class MonitorTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final PullOrder KEEP = monitor();
    private static final PullOrder DELETE = monitor("afterPull", "DELETE");
    private static final PullOrder MOVE = monitor("afterPull", "MOVE", "archiveFolder", "/erp/done");

    private PullFixture fixture;
    private Path folder;

    @BeforeEach
    void open(@TempDir Path root) throws IOException {
        fixture = new PullFixture(DATABASE, root, Long.MAX_VALUE);
        folder = fixture.monitored(PullFixture.FOLDER);
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private Path offer(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    @DisplayName("T7 a file arrives like an upload: one transfer, of no site, and it lies in the home")
    void file_arrives() throws Exception {
        offer("a.csv", "one");
        offer("b.txt", "two");

        String result = fixture.run(
                fixture.claim(7, 1), monitor("pattern", "*.csv", "targetFolder", "/from/erp", "afterPull", "DELETE"));

        assertThat(result).isEqualTo("1 pulled");
        assertThat(fixture.atHome("/from/erp/a.csv")).hasContent("one");
        assertThat(folder.resolve("a.csv")).doesNotExist();
        assertThat(folder.resolve("b.txt")).exists();
        assertThat(fixture.pulledRows()).isZero();
        assertThat(fixture.transfers()).singleElement().satisfies(transfer -> {
            assertThat(transfer.direction()).isEqualTo(Transfer.Direction.IN);
            assertThat(transfer.state()).isEqualTo(Transfer.State.DONE);
            assertThat(transfer.site()).isNull();
            assertThat(transfer.protocol()).isEqualTo("FOLDER");
            assertThat(transfer.peer()).isEqualTo("/erp/out");
            assertThat(transfer.size()).isEqualTo(3);
            assertThat(transfer.sha256()).hasSize(64);
        });
    }

    @Test
    @DisplayName("T6 a file that is kept is taken once, and again when it has changed")
    void kept_isTakenOnce() throws Exception {
        offer("a.csv", "one");
        fixture.run(fixture.claim(7, 1), KEEP);
        assertThat(fixture.run(fixture.claim(8, 1), KEEP)).isEqualTo("0 pulled, 1 known");
        fixture.seenLongAgo();
        assertThat(fixture.run(fixture.claim(9, 1), KEEP)).isEqualTo("0 pulled, 1 known");

        offer("a.csv", "other");

        assertThat(fixture.run(fixture.claim(10, 1), KEEP)).isEqualTo("1 pulled");
        assertThat(fixture.atHome("/a.csv")).hasContent("other");
        assertThat(fixture.transfers()).hasSize(2);
    }

    @Test
    @DisplayName("T6 a file that cannot be moved is told, and moved by a later run without being taken again")
    void archiveThatIsAway_isToldAndTriedAgain() throws Exception {
        offer("a.csv", "one");
        Claim first = fixture.claim(7, 1);
        assertThat(fixture.run(first, MOVE))
                .startsWith("1 pulled, 1 left where it was though pulled: 'a.csv' '/erp/done' cannot be used");
        fixture.ended(first);
        Path archive = fixture.monitored("/erp/done");

        assertThat(fixture.run(fixture.claim(8, 2), MOVE)).isEqualTo("0 pulled, 1 done with that had arrived before");

        assertThat(archive.resolve("a.csv")).hasContent("one");
        assertThat(fixture.transfers()).hasSize(1);
    }

    @Test
    void growsWhileItIsRead_isLeftForTheNextRun() throws Exception {
        Path file = offer("a.csv", "begun");
        fixture.reading = (path, offset, bytes) -> {
            fixture.reading = (again, at, more) -> {};
            Files.writeString(file, " and more", StandardOpenOption.APPEND);
        };

        assertThat(fixture.run(fixture.claim(7, 1), DELETE))
                .startsWith("0 pulled, 1 changed while read: 'a.csv' /erp/out/a.csv changed while it was read.");

        assertThat(fixture.transfers()).isEmpty();
        assertThat(fixture.storedContents()).isZero();
        assertThat(fixture.run(fixture.claim(8, 1), DELETE)).isEqualTo("1 pulled");
        assertThat(fixture.atHome("/a.csv")).hasContent("begun and more");
    }

    @Test
    @DisplayName("A2 a link that takes a file's place before it is read is not followed; the others go on")
    void replacedByALink_isNotFollowed() throws Exception {
        Path file = offer("a.csv", "one");
        offer("b.csv", "two");
        try (PullRun run = fixture.begin(fixture.claim(7, 1), DELETE)) {
            var first = run.next();
            Files.delete(file);
            Files.createSymbolicLink(file, Files.writeString(folder.resolveSibling("secret"), "key"));
            run.pull(first);
            run.pull(run.next());

            assertThat(run.result()).startsWith("1 pulled, 1 gone meanwhile: 'a.csv'");
        }
        assertThat(fixture.atHome("/b.csv")).hasContent("two");
        assertThat(fixture.transfers()).hasSize(1);
        assertThat(file).isSymbolicLink();
    }

    @Test
    @DisplayName("A2 names with line breaks, backslashes or invalid UTF-8 are told and stay where they are")
    void hostileNames_stay() throws Exception {
        offer("with\nline break", "x");
        offer("with\\backslash", "x");
        offer(".flotilla-x", "x");
        offer("good", "good");
        assertThat(new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'not-\\377-utf8')\"")
                        .directory(folder.toFile())
                        .start()
                        .waitFor())
                .isZero();

        String result = fixture.run(fixture.claim(7, 1), DELETE);

        assertThat(result)
                .startsWith("1 pulled, 4 refused: ")
                .doesNotContain("\n")
                .contains("is not UTF-8");
        try (var left = Files.list(folder)) {
            assertThat(left).hasSize(4);
        }
        assertThat(fixture.transfers()).hasSize(1);
        assertThat(fixture.pulledRows()).isZero();
    }

    @Test
    @DisplayName("T8 a folder that is away fails the run, and forgets nothing")
    void folderThatIsAway_forgetsNothing() throws Exception {
        offer("a.csv", "one");
        Claim claim = fixture.claim(7, 1);
        fixture.run(claim, KEEP);
        fixture.seenLongAgo();
        Files.move(folder, folder.resolveSibling("away"));

        assertThatThrownBy(() -> fixture.run(claim, KEEP)).isInstanceOf(FlotillaException.class);
        fixture.forgetGone(claim, KEEP);

        assertThat(fixture.pulledRows()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(AfterPull.class)
    @DisplayName("T8 S4 whichever step a node dies at, each file arrives once and is then kept, deleted or moved")
    void killedAtAnyStep_eachFileArrivesOnce(AfterPull afterPull) throws Exception {
        Path archive = fixture.monitored("/erp/done");
        PullOrder order = switch (afterPull) {
            case KEEP -> KEEP;
            case DELETE -> DELETE;
            case MOVE -> MOVE;
        };
        for (boolean before : List.of(true, false)) {
            int step = 1;
            while (isKilled(step, before, order)) {
                step++;
            }
            assertThat(step).isGreaterThan(7);
        }
        try (var moved = Files.list(archive)) {
            assertThat(moved.count())
                    .isEqualTo(afterPull == AfterPull.MOVE ? fixture.transfers().size() : 0);
        }
    }

    private boolean isKilled(int step, boolean before, PullOrder order) throws Exception {
        String name = "file-" + step + before;
        offer(name, name);
        Claim first = fixture.claim(step * 2L + (before ? 1000 : 2000), step);
        fixture.killAt(step, before);
        boolean killed = false;
        try {
            fixture.run(first, order);
        } catch (PullFixture.Killed e) {
            killed = true;
        }
        fixture.killAt(Integer.MAX_VALUE, true);
        Claim second = fixture.claim(first.event().value(), step + 1L);
        fixture.run(second, order);
        fixture.sweep();
        fixture.ended(second);
        assertThat(fixture.atHome("/" + name)).as("step %s", step).hasContent(name);
        assertThat(fixture.transfers().stream()
                        .filter(transfer -> transfer.fileName().equals(name)))
                .as("step %s", step)
                .singleElement()
                .matches(transfer -> transfer.state() == Transfer.State.DONE);
        assertThat(Files.exists(folder.resolve(name)))
                .as("step %s", step)
                .isEqualTo(order.afterPull() == AfterPull.KEEP);
        return killed;
    }
}
