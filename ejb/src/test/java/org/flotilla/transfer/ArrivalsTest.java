package org.flotilla.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeClock;
import org.flotilla.core.Page;
import org.flotilla.storage.StagedContent;
import org.flotilla.test.ManualClock;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestLease;
import org.flotilla.test.TestNodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("T3 taking in a file")
class ArrivalsTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final TestLease lease = TestLease.held(1);
    private final ManualClock clock = new ManualClock();
    private final AtomicInteger records = new AtomicInteger();
    private Path root;
    private ArrivalFixture fixture;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        root = folder;
        fixture = new ArrivalFixture(DATABASE, root, new NodeClock());
    }

    @Nested
    @DisplayName("T3 when it is not known whether the record was committed")
    class UnknownOutcome {
        @Test
        void committed_isTakenIn() throws IOException {
            Arrived arrived = land(fixture.new Transactions() {
                @Override
                public Arrived record(NewArrival arrival) {
                    super.record(arrival);
                    throw new IllegalStateException("the connection broke");
                }
            });

            assertThat(transfers().items()).singleElement().satisfies(transfer -> {
                assertThat(transfer.id()).isEqualTo(arrived.transferId());
                assertThat(transfer.cycleId()).isEqualTo(arrived.cycleId());
                assertThat(transfer.state()).isEqualTo(Transfer.State.DONE);
            });
            assertThat(fixture.file("/a.txt")).hasContent("text");
        }

        @Test
        void committedWhileItIsAsked_isTakenInOnce() throws IOException {
            Arrived arrived = land(fixture.new Transactions() {
                @Override
                public Arrived record(NewArrival arrival) {
                    if (records.getAndIncrement() == 0) {
                        throw new IllegalStateException("the connection broke");
                    }
                    super.record(arrival); // the first one's commit comes through now
                    return super.record(arrival);
                }
            });

            assertThat(transfers().items()).extracting(Transfer::id).containsExactly(arrived.transferId());
        }

        @Test
        void notCommitted_isRecordedAgain() throws IOException {
            Arrived arrived = land(fixture.new Transactions() {
                @Override
                public Arrived record(NewArrival arrival) {
                    if (records.getAndIncrement() == 0) {
                        throw new IllegalStateException("the connection broke");
                    }
                    return super.record(arrival);
                }
            });

            assertThat(transfers().items()).extracting(Transfer::id).containsExactly(arrived.transferId());
        }

        @Test
        void committedAtTheLastMoment_isTakenIn() throws IOException {
            Arrived arrived = land(fixture.new Transactions() {
                @Override
                public Arrived record(NewArrival arrival) {
                    if (records.getAndIncrement() == 0) {
                        throw new IllegalStateException("the connection broke");
                    }
                    super.record(arrival); // the first one's commit comes through now
                    clock.advance(Duration.ofMinutes(1));
                    return super.record(arrival);
                }
            });

            assertThat(transfers().items()).extracting(Transfer::id).containsExactly(arrived.transferId());
        }

        @Test
        void noAnswer_isAnErrorInTheEndAndKeepsTheContent() throws IOException {
            StagedContent staged = fixture.staged("text");
            FlotillaException failure = refused(staged, unreachable(() -> clock.advance(Duration.ofSeconds(2))));

            assertThat(failure.code()).isEqualTo(ErrorCode.DATABASE);
            assertThat(file(staged)).exists();
        }

        @Test
        void lostLease_endsTheAsking() throws IOException {
            FlotillaException failure = refused(fixture.staged("text"), unreachable(lease::lose));

            assertThat(failure.code()).isEqualTo(ErrorCode.DATABASE);
        }

        private ArrivalTransactions unreachable(Runnable whenAsked) {
            return fixture.new Transactions() {
                @Override
                public Arrived record(NewArrival arrival) {
                    throw new IllegalStateException("the database is away");
                }

                @Override
                public Optional<Arrived> find(NewArrival arrival) {
                    whenAsked.run();
                    throw new IllegalStateException("the database is away");
                }
            };
        }
    }

    @Nested
    @DisplayName("T3, O2 when the database goes away after the record was committed")
    class NotInPlaceYet {
        private final AtomicInteger tries = new AtomicInteger();

        @Test
        void cameBack_isPutInPlaceBeforeTheClientIsTold() throws IOException {
            land(failing(2, () -> {}));

            assertThat(fixture.file("/a.txt")).hasContent("text");
            assertThat(transfers().items()).extracting(Transfer::state).containsExactly(Transfer.State.DONE);
        }

        @Test
        void staysAway_isAcknowledgedAllTheSame() throws IOException {
            land(failing(Integer.MAX_VALUE, () -> clock.advance(Duration.ofSeconds(2))));

            assertThat(transfers().items()).extracting(Transfer::state).containsExactly(Transfer.State.LANDING);
        }

        @Test
        void lostLease_endsTheTries() throws IOException {
            land(failing(Integer.MAX_VALUE, lease::lose));

            assertThat(tries).hasValue(1);
        }

        private ArrivalTransactions failing(int times, Runnable whenTried) {
            return fixture.new Transactions() {
                @Override
                public void land(Landing landing, Duration patience) {
                    whenTried.run();
                    if (tries.getAndIncrement() < times) {
                        throw new IllegalStateException("the database is away");
                    }
                    super.land(landing, patience);
                }
            };
        }
    }

    @Test
    @DisplayName("Q4 storage that stalls takes a few connections to the database, and leaves the others to the lease")
    void stalledStorage_holdsAFewTransactions() {
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        AtomicInteger landing = new AtomicInteger();
        Arrivals arrivals = arrivals(fixture.new Transactions() {
            @Override
            public void land(Landing which, Duration patience) {
                landing.incrementAndGet();
                goOn.join();
                super.land(which, patience);
            }
        });
        List<CompletableFuture<Arrived>> uploads = IntStream.range(0, Arrivals.MOST_AT_ONCE + 1)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> takenIn(arrivals, "/" + i), task -> new Thread(task).start()))
                .toList();

        try {
            await().during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> recorded() == uploads.size() && landing.get() == Arrivals.MOST_AT_ONCE);
        } finally {
            goOn.complete(null);
        }

        uploads.forEach(CompletableFuture::join);
        assertThat(transfers().items()).extracting(Transfer::state).containsOnly(Transfer.State.DONE);
    }

    private Arrived takenIn(Arrivals arrivals, String path) {
        try {
            return arrivals.land(fixture.arrival(path), fixture.staged("text"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int recorded() {
        return transfers().items().size();
    }

    @Test
    @DisplayName("T3 a content that was removed while it was written is an error for the client")
    void removedContent_isAnError() throws IOException {
        StagedContent staged = fixture.staged("text");
        Files.delete(file(staged));

        assertThat(refused(staged, fixture.new Transactions()).code()).isEqualTo(ErrorCode.STORAGE);
        assertThat(transfers().items()).isEmpty();
    }

    private Arrived land(ArrivalTransactions transactions) throws IOException {
        return arrivals(transactions).land(fixture.arrival("/a.txt"), fixture.staged("text"));
    }

    private FlotillaException refused(StagedContent staged, ArrivalTransactions transactions) {
        return catchThrowableOfType(
                FlotillaException.class, () -> arrivals(transactions).land(fixture.arrival("/a.txt"), staged));
    }

    private Arrivals arrivals(ArrivalTransactions transactions) {
        return new Arrivals(lease, TestNodes.alone("node-1"), transactions, clock);
    }

    private Path file(StagedContent staged) {
        return root.resolve("contents").resolve(staged.id().value());
    }

    private Page<Transfer> transfers() {
        return fixture.store.find(new TransferFilter(null, null, null, null, null, null), null, 100);
    }
}
