package org.flotilla.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.flotilla.pull.PullFixture.order;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Claim;
import org.flotilla.site.RemoteFile;
import org.flotilla.test.TestDatabase;
import org.flotilla.transfer.Transfer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("T2 T8 pulling files from a site")
class PullTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final long WORTH_KEEPING = 100_000;
    private static final int LARGE = 500_000;
    private static final PullOrder DELETE = order("afterPull", "DELETE");
    private static final PullOrder KEEP = order("afterPull", "KEEP");

    private PullFixture fixture;

    @BeforeEach
    void open(@TempDir Path root) throws IOException {
        fixture = new PullFixture(DATABASE, root, WORTH_KEEPING);
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    /** It is closed, or kept for the next event together with the place at the site. */
    private void assertConnectionIsGivenBack() {
        fixture.connections.connections().closeOne(PullFixture.SITE);
        await("the connection is closed").until(() -> fixture.partner.sessions() == 0);
    }

    private Path offer(String name, String text) throws IOException {
        return Files.writeString(fixture.atPartner(name), text);
    }

    @Test
    @DisplayName("T7 a file that arrived has one transfer, and lies in the home")
    void file_arrives() throws Exception {
        offer("a.csv", "one");
        offer("b.txt", "two");

        String result = fixture.run(
                fixture.claim(7, 1), order("pattern", "*.csv", "targetFolder", "/from/bank", "afterPull", "DELETE"));

        assertThat(result).isEqualTo("1 pulled");
        assertThat(fixture.atHome("/from/bank/a.csv")).hasContent("one");
        assertThat(fixture.atPartner("a.csv")).doesNotExist();
        assertThat(fixture.atPartner("b.txt")).exists();
        assertThat(fixture.pulledRows()).isZero();
        assertThat(fixture.transfers()).singleElement().satisfies(transfer -> {
            assertThat(transfer.direction()).isEqualTo(Transfer.Direction.IN);
            assertThat(transfer.state()).isEqualTo(Transfer.State.DONE);
            assertThat(transfer.site()).isEqualTo(PullFixture.SITE);
            assertThat(transfer.peer())
                    .isEqualTo(fixture.partner.site(PullFixture.SITE).peer());
            assertThat(transfer.size()).isEqualTo(3);
            assertThat(transfer.sha256()).hasSize(64);
        });
    }

    @Nested
    @DisplayName("T6 after the pull")
    class After {

        @Test
        void kept_isNotPulledAgain() throws Exception {
            offer("a.csv", "one");
            fixture.run(fixture.claim(7, 1), KEEP);

            assertThat(fixture.run(fixture.claim(8, 1), KEEP)).isEqualTo("0 pulled, 1 known");
            fixture.seenLongAgo();
            assertThat(fixture.run(fixture.claim(9, 1), KEEP)).isEqualTo("0 pulled, 1 known");

            assertThat(fixture.atPartner("a.csv")).exists();
            assertThat(fixture.transfers()).hasSize(1);
        }

        @Test
        void keptAndChanged_isPulledAgain() throws Exception {
            offer("a.csv", "one");
            fixture.run(fixture.claim(7, 1), KEEP);
            offer("a.csv", "other");

            assertThat(fixture.run(fixture.claim(8, 1), KEEP)).isEqualTo("1 pulled");

            assertThat(fixture.atHome("/a.csv")).hasContent("other");
        }

        @Test
        void keptAndGoneForLong_isForgotten() throws Exception {
            Path file = offer("a.csv", "one");
            Claim claim = fixture.claim(7, 1);
            fixture.run(claim, KEEP);
            fixture.seenLongAgo();
            fixture.forgetGone(claim, KEEP);
            assertThat(fixture.pulledRows()).as("still there").isEqualTo(1);

            Files.delete(file);
            fixture.forgetGone(claim, KEEP);
            assertThat(fixture.pulledRows()).as("seen lately").isEqualTo(1);
            fixture.seenLongAgo();
            fixture.forgetGone(claim, KEEP);

            assertThat(fixture.pulledRows()).isZero();
        }

        @Test
        @DisplayName("S3 a file that the partner does not let us look at is remembered, and fails no run")
        void refusedLook_failsNoRun() throws Exception {
            Path file = offer("a.csv", "one");
            Claim claim = fixture.claim(7, 1);
            fixture.run(claim, KEEP);
            fixture.seenLongAgo();
            Files.delete(file);
            fixture.beforeLook = () -> {
                throw new FlotillaException(ErrorCode.PARTNER_REFUSED, "Permission denied.", "Ask the partner.");
            };

            fixture.forgetGone(claim, KEEP);
            assertThat(fixture.pulledRows()).isEqualTo(1);

            fixture.beforeLook = () -> {};
            fixture.forgetGone(claim, KEEP);
            assertThat(fixture.pulledRows()).isZero();
        }

        @Test
        void moved_replacesNothingInTheArchive() throws Exception {
            Files.createDirectories(fixture.partner.file("/done"));
            PullOrder move = order("afterPull", "MOVE", "archiveFolder", "/done");
            for (String text : List.of("one", "two", "three")) {
                Files.setLastModifiedTime(offer("a.csv", text), FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
                fixture.run(fixture.claim(7, 1), move);
            }

            assertThat(fixture.partner.file("/done/a.csv")).hasContent("one");
            assertThat(fixture.partner.file("/done/a.csv.1700000000")).hasContent("two");
            assertThat(fixture.partner.file("/done/a.csv.1700000000.1")).hasContent("three");
            assertThat(fixture.atPartner("a.csv")).doesNotExist();
        }

        @Test
        void refused_isTriedAgainWithoutAnotherPull() throws Exception {
            offer("a.csv", "one");
            PullOrder move = order("afterPull", "MOVE", "archiveFolder", "/missing");

            Claim first = fixture.claim(7, 1);
            assertThat(fixture.run(first, move)).startsWith("1 pulled, 1 left where it was though pulled: 'a.csv' ");
            fixture.ended(first);
            Files.createDirectories(fixture.partner.file("/missing"));
            assertThat(fixture.run(fixture.claim(8, 2), move))
                    .isEqualTo("0 pulled, 1 done with that had arrived before");

            assertThat(fixture.partner.file("/missing/a.csv")).hasContent("one");
            assertThat(fixture.transfers()).hasSize(1);
        }

        @Test
        @DisplayName("T8 a file that was sent anew before the old one could be deleted is not deleted, but pulled")
        void replacedBeforeTheDeletion_isPulled() throws Exception {
            offer("a.csv", "one");
            fixture.reading = (path, offset, bytes) -> fixture.killAt(5, true); // look, arrived, land, ask, then look
            assertThatThrownBy(() -> fixture.run(fixture.claim(7, 1), DELETE)).isInstanceOf(PullFixture.Killed.class);
            fixture.reading = (path, offset, bytes) -> {};
            fixture.killAt(Integer.MAX_VALUE, true);
            offer("a.csv", "another");

            fixture.run(fixture.claim(7, 2), DELETE);

            assertThat(fixture.atHome("/a.csv")).hasContent("another");
            assertThat(fixture.transfers()).hasSize(2);
            assertThat(fixture.atPartner("a.csv")).doesNotExist();
            assertThat(fixture.pulledRows()).isZero();
        }
    }

    @Nested
    @DisplayName("T8 S4 a node that dies at any step")
    class Killed {

        @ParameterizedTest(name = "{0}")
        @EnumSource(AfterPull.class)
        void eachFileArrivesOnce(AfterPull afterPull) throws Exception {
            Files.createDirectories(fixture.partner.file("/done"));
            PullOrder order = afterPull == AfterPull.MOVE
                    ? order("afterPull", "MOVE", "archiveFolder", "/done")
                    : order("afterPull", afterPull.name());
            int kills = 0;
            for (boolean before : List.of(true, false)) {
                boolean killed = true;
                for (int step = 1; killed; step++) {
                    killed = killedAt(step, before, order);
                    kills++;
                }
            }
            assertThat(kills).isGreaterThan(15);
        }

        /** Two files; the node dies at the step; another goes on. Whether there was such a step. */
        private boolean killedAt(int step, boolean before, PullOrder order) throws Exception {
            String one = "one-" + step + before;
            String two = "two-" + step + before;
            offer(one, one);
            offer(two, two);
            fixture.killAt(step, before);
            boolean killed = false;
            Claim first = fixture.claim(step * 2L + (before ? 1000 : 2000), step);
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
            for (String name : List.of(one, two)) {
                assertThat(fixture.atHome("/" + name)).as("step %s", step).hasContent(name);
                assertThat(fixture.transfers().stream()
                                .filter(transfer -> transfer.fileName().equals(name)))
                        .as("step %s", step)
                        .singleElement()
                        .matches(transfer -> transfer.state() == Transfer.State.DONE);
                assertThat(Files.exists(fixture.atPartner(name)))
                        .as("step %s", step)
                        .isEqualTo(order.afterPull() == AfterPull.KEEP);
            }
            if (order.afterPull() != AfterPull.KEEP) {
                assertThat(fixture.pulledRows()).as("step %s", step).isZero();
            }
            return killed;
        }
    }

    @Nested
    @DisplayName("T8 two runs at once")
    class Overlapping {

        @Test
        void eachFileIsPulledByOneOfThem() throws Exception {
            for (int number = 0; number < 6; number++) {
                offer("file-" + number, "text");
            }
            try (PullRun first = fixture.begin(fixture.claim(7, 1), DELETE);
                    PullRun second = fixture.begin(fixture.claim(8, 1), DELETE)) {
                for (RemoteFile file = first.next(); file != null; file = first.next()) {
                    RemoteFile same = second.next();
                    (file.name().compareTo("file-3") < 0 ? first : second).pull(file);
                    (file.name().compareTo("file-3") < 0 ? second : first).pull(same);
                }
                assertThat(first.result()).startsWith("3 pulled, 3 gone meanwhile");
                assertThat(second.result()).startsWith("3 pulled, 3 gone meanwhile");
            }

            assertThat(fixture.transfers()).hasSize(6);
            assertThat(fixture.pulledRows()).isZero();
        }

        @Test
        void oneIsFetching_theOtherLeavesTheFile() throws Exception {
            offer("a.csv", "one");
            Claim other = fixture.claim(8, 1);
            fixture.reading = (path, offset, bytes) -> {
                fixture.reading = (again, at, more) -> {};
                assertThat(other(other)).isEqualTo("0 pulled, 1 in another run");
            };

            assertThat(fixture.run(fixture.claim(7, 1), DELETE)).isEqualTo("1 pulled");
            assertThat(fixture.transfers()).hasSize(1);
        }

        private String other(Claim claim) throws IOException {
            try {
                return fixture.run(claim, DELETE);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Test
        @DisplayName("Q5 an owner that was frozen records nothing, and its staging is cleaned")
        void frozenOne_recordsNothing() throws Exception {
            offer("a.csv", "one");
            fixture.beforeArrived = () -> {
                fixture.beforeArrived = () -> {};
                try {
                    fixture.run(fixture.claim(7, 2), DELETE);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            };

            assertThatThrownBy(() -> fixture.run(fixture.claim(7, 1), DELETE))
                    .isInstanceOfSatisfying(
                            FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER));

            assertThat(fixture.transfers()).hasSize(1);
            assertThat(fixture.storedContents()).isEqualTo(1);
        }
    }

    @Nested
    @DisplayName("T4 a fetch that breaks")
    class Breaking {

        private final byte[] bytes = new byte[LARGE];

        @BeforeEach
        void offerLarge() throws IOException {
            new Random(42).nextBytes(bytes);
            Files.write(fixture.atPartner("large"), bytes);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void goesOnWhereItWas(boolean killed) throws Exception {
            fixture.reading = (path, offset, soFar) -> {
                if (soFar > LARGE / 2) {
                    if (killed) {
                        throw new PullFixture.Killed();
                    }
                    throw new FlotillaException(ErrorCode.UNREACHABLE, "Cut off.", "It is tried again.");
                }
            };
            assertThatThrownBy(() -> fixture.run(fixture.claim(7, 1), DELETE)).isNotNull();
            fixture.reading = (path, offset, soFar) -> {};

            assertThat(fixture.run(fixture.claim(7, 2), DELETE)).isEqualTo("1 pulled");

            assertThat(fixture.offsets).hasSize(2);
            assertThat(fixture.offsets.get(0)).isZero();
            assertThat(fixture.offsets.get(1)).isGreaterThanOrEqualTo(killed ? 2 * WORTH_KEEPING : LARGE / 2);
            assertThat(fixture.atHome("/large")).hasBinaryContent(bytes);
            assertThat(fixture.storedContents()).as("no part is left").isEqualTo(1);
        }

        @Test
        @DisplayName("Q5 what a frozen owner writes later is not in what its successor delivers")
        void frozenOne_writesIntoItsOwn() throws Exception {
            boolean[] frozen = {false};
            fixture.reading = (path, offset, soFar) -> {
                if (soFar > LARGE / 2 && !frozen[0]) {
                    frozen[0] = true;
                    try {
                        assertThat(fixture.run(fixture.claim(7, 2), KEEP)).isEqualTo("1 pulled");
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                }
            };

            assertThatThrownBy(() -> fixture.run(fixture.claim(7, 1), KEEP)).isInstanceOf(FlotillaException.class);

            assertThat(fixture.offsets.get(1)).isGreaterThanOrEqualTo(2 * WORTH_KEEPING);
            assertThat(fixture.atHome("/large")).hasBinaryContent(bytes);
            assertThat(fixture.transfers()).hasSize(1);
        }

        @Test
        @DisplayName("C5 W4 an owner whose lease ends reads no further, and closes its connection")
        void leaseEnds_nothingMoreIsRead() throws Exception {
            assertStopsAtOnce(fixture.claim(7, 1), fixture.lease::lose);
        }

        @Test
        @DisplayName("Q8 W4 an owner whose event is cancelled reads no further, and closes its connection")
        void eventIsCancelled_nothingMoreIsRead() throws Exception {
            Claim claim = fixture.claim(7, 1);
            assertStopsAtOnce(claim, () -> {
                fixture.ended(claim);
                fixture.watch.look();
                fixture.watch.look();
            });
        }

        @Test
        @DisplayName("C5 W4 an owner whose lease ends while it copies what was fetched before copies no further")
        void leaseEndsWhileCopying_nothingMoreIsRead() throws Exception {
            fixture.reading = (path, offset, soFar) -> {
                if (soFar > LARGE / 2) {
                    throw new FlotillaException(ErrorCode.UNREACHABLE, "Cut off.", "It is tried again.");
                }
            };
            assertThatThrownBy(() -> fixture.run(fixture.claim(7, 1), DELETE)).isNotNull();

            try (PullRun run = fixture.begin(fixture.claim(7, 2), DELETE)) {
                RemoteFile file = run.next();
                fixture.lease.lose();
                assertThatThrownBy(() -> run.pull(file))
                        .isInstanceOfSatisfying(
                                FlotillaException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER));
            }

            assertThat(fixture.offsets).as("only the first asked for bytes").hasSize(1);
            assertConnectionIsGivenBack();
        }

        private void assertStopsAtOnce(Claim claim, Runnable loss) {
            List<Long> read = new ArrayList<>();
            fixture.reading = (path, offset, soFar) -> {
                read.add(soFar);
                loss.run();
            };

            assertThatThrownBy(() -> fixture.run(claim, DELETE))
                    .isInstanceOfSatisfying(
                            FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER));

            assertThat(read).hasSize(1);
            await("the connection is closed").until(() -> fixture.partner.sessions() == 0);
            assertThat(fixture.transfers()).isEmpty();
            assertThat(fixture.atPartner("large")).exists();
        }

        @Test
        void partThatIsGone_isFetchedFromTheBeginning() throws Exception {
            fixture.reading = (path, offset, soFar) -> {
                if (soFar > LARGE / 2) {
                    throw new PullFixture.Killed();
                }
            };
            assertThatThrownBy(() -> fixture.run(fixture.claim(7, 1), DELETE)).isInstanceOf(PullFixture.Killed.class);
            fixture.reading = (path, offset, soFar) -> {};
            fixture.loseContents();

            assertThat(fixture.run(fixture.claim(7, 2), DELETE)).isEqualTo("1 pulled");

            assertThat(fixture.offsets).containsExactly(0L, 0L);
            assertThat(fixture.atHome("/large")).hasBinaryContent(bytes);
        }

        @Test
        void changedFile_isFetchedFromItsBeginning() throws Exception {
            fixture.reading = (path, offset, soFar) -> {
                if (soFar > LARGE / 2) {
                    throw new FlotillaException(ErrorCode.UNREACHABLE, "Cut off.", "It is tried again.");
                }
            };
            assertThatThrownBy(() -> fixture.run(fixture.claim(7, 1), DELETE)).isInstanceOf(FlotillaException.class);
            fixture.reading = (path, offset, soFar) -> {};
            bytes[0]++;
            Files.write(fixture.atPartner("large"), bytes);
            Files.setLastModifiedTime(fixture.atPartner("large"), FileTime.from(Instant.ofEpochSecond(1_800_000_000)));

            assertThat(fixture.run(fixture.claim(7, 2), DELETE)).isEqualTo("1 pulled");

            assertThat(fixture.offsets).containsExactly(0L, 0L);
            assertThat(fixture.atHome("/large")).hasBinaryContent(bytes);
            assertThat(fixture.pulledRows()).isZero();
        }
    }

    @Nested
    @DisplayName("S3 a file that is still being written")
    class Growing {

        @Test
        void growsWhileItIsRead_isNotDelivered() throws Exception {
            offer("a.csv", "begun");
            fixture.reading = (path, offset, bytes) -> {
                fixture.reading = (again, at, more) -> {};
                Files.writeString(fixture.atPartner("a.csv"), " and more", StandardOpenOption.APPEND);
            };

            assertThat(fixture.run(fixture.claim(7, 1), DELETE))
                    .startsWith("0 pulled, 1 changed while read: 'a.csv' /in/a.csv changed while it was read.");

            assertThat(fixture.transfers()).isEmpty();
            assertThat(fixture.storedContents()).isZero();
            assertThat(fixture.atPartner("a.csv")).exists();
            assertThat(fixture.run(fixture.claim(8, 1), DELETE)).isEqualTo("1 pulled");
            assertThat(fixture.atHome("/a.csv")).hasContent("begun and more");
        }

        @Test
        void grewSinceItWasListed_isNotDelivered() throws Exception {
            offer("a.csv", "begun");
            try (PullRun run = fixture.begin(fixture.claim(7, 1), DELETE)) {
                RemoteFile listed = run.next();
                offer("a.csv", "begun and more");
                run.pull(listed);

                assertThat(run.result()).startsWith("0 pulled, 1 changed while read");
            }
            assertThat(fixture.transfers()).isEmpty();
        }

        @Test
        void young_isLeftForLater() throws Exception {
            offer("a.csv", "begun");

            assertThat(fixture.run(fixture.claim(7, 1), order("minimumAge", "60")))
                    .isEqualTo("0 pulled, 1 too young");
            Files.setLastModifiedTime(
                    fixture.atPartner("a.csv"), FileTime.from(Instant.now().minusSeconds(61)));
            assertThat(fixture.run(fixture.claim(8, 1), order("minimumAge", "60")))
                    .isEqualTo("1 pulled");
        }

        @Test
        @DisplayName("C5 W4 a run that waits for a file to be stable gives its connection back when its lease ends")
        void leaseEnds_isWaitedForNoLonger() throws Exception {
            assertWaitsNoLonger(fixture.claim(7, 1), fixture.lease::lose);
        }

        @Test
        @DisplayName(
                "Q8 W4 a run that waits for a file to be stable gives its connection back when its event is cancelled")
        void eventIsCancelled_isWaitedForNoLonger() throws Exception {
            Claim claim = fixture.claim(7, 1);
            assertWaitsNoLonger(claim, () -> fixture.ended(claim));
        }

        private void assertWaitsNoLonger(Claim claim, Runnable loss) throws Exception {
            offer("a.csv", "begun");
            FutureTask<String> run = new FutureTask<>(() -> fixture.run(claim, order("stableFor", "3600")));
            Thread thread = new Thread(run);
            thread.start();
            try {
                await().until(() -> waits(thread));
                assertThat(fixture.partner.sessions()).isEqualTo(1);

                loss.run();
                await().until(() -> {
                    fixture.watch.look();
                    return run.isDone();
                });

                assertThatThrownBy(run::get)
                        .cause()
                        .isInstanceOfSatisfying(
                                FlotillaException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER));
                assertConnectionIsGivenBack();
            } finally {
                thread.interrupt();
            }
        }

        private static boolean waits(Thread thread) {
            return Stream.of(thread.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("awaitStable"));
        }

        @Test
        void isReadOnlyAfterTheTimeToBeStable() throws Exception {
            offer("a.csv", "begun");
            long begunAt = System.nanoTime();

            fixture.run(fixture.claim(7, 1), order("stableFor", "1"));

            assertThat(System.nanoTime() - begunAt).isGreaterThanOrEqualTo(1_000_000_000L);
        }
    }

    @Nested
    @DisplayName("A2 S3 names that cannot be a file's in a home")
    class HostileNames {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "../../etc/passwd",
                    "a/b",
                    "..",
                    "a\nb",
                    "a\u0000b",
                    "a\\b",
                    "a\u202Eb",
                    "not\uFFFDutf8",
                    ".flotilla-x",
                    ""
                })
        void areRefusedAndTheOthersGoOn(String name) throws Exception {
            fixture.invented.add(new RemoteFile(name, 1, Instant.EPOCH));
            offer("zzz", "good");

            String result = fixture.run(fixture.claim(7, 1), DELETE);

            assertThat(result).startsWith("1 pulled, 1 refused: '").doesNotContain("\n");
            assertThat(fixture.transfers()).hasSize(1);
            assertThat(fixture.pulledRows()).isZero();
        }

        @Test
        void longerThan255Bytes_isRefused() throws Exception {
            fixture.invented.add(new RemoteFile("ä".repeat(128), 1, Instant.EPOCH));
            offer("ä".repeat(127), "good");

            assertThat(fixture.run(fixture.claim(7, 1), DELETE))
                    .startsWith("1 pulled, 1 refused")
                    .hasSizeLessThan(512);
        }

        @Test
        void realOnes_stayAtThePartner() throws Exception {
            offer("with\nline break", "x");
            offer("with\\backslash", "x");
            offer("good", "good");

            String result = fixture.run(fixture.claim(7, 1), DELETE);

            assertThat(result).startsWith("1 pulled, 2 refused");
            assertThat(fixture.atPartner("").toFile().list()).hasSize(2);
            assertThat(fixture.transfers()).hasSize(1);
        }

        @Test
        void fileThatMayNotBeRead_isToldAndTheOthersGoOn() throws Exception {
            fixture.reading = (path, offset, bytes) -> {
                if (path.endsWith("/a")) {
                    throw new FlotillaException(ErrorCode.PARTNER_REFUSED, "Permission denied.", "Ask the partner.");
                }
            };
            offer("a", "secret");
            offer("b", "good");

            assertThat(fixture.run(fixture.claim(7, 1), DELETE))
                    .isEqualTo("1 pulled, 1 failed: 'a' Permission denied.");

            assertThat(fixture.atPartner("a")).exists();
            assertThat(fixture.pulledRows()).isZero();
        }
    }
}
