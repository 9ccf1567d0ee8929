package org.flotilla.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.NodeClock;
import org.flotilla.core.NodeId;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestLease;
import org.flotilla.test.TestNodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("T3 files of one name are put in place in the order of their arrival")
class ArrivalTransactionsTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    private ArrivalFixture arrivals;
    private ArrivalTransactions transactions;

    @BeforeEach
    void open(@TempDir Path root) throws IOException {
        arrivals = new ArrivalFixture(DATABASE, root, new NodeClock());
        transactions = arrivals.new Transactions();
    }

    @Test
    void earlierOne_doesNotReplaceALaterOne() throws IOException {
        Landing earlier = arrivals.recorded("/a.txt", "earlier");
        Landing later = arrivals.recorded("/a.txt", "later");
        transactions.land(later, MOMENT);

        transactions.land(earlier, MOMENT);

        assertThat(arrivals.file("/a.txt")).hasContent("later");
        assertThat(state(earlier)).isEqualTo(Transfer.State.DONE);
    }

    @Test
    void laterOne_replacesAnEarlierOne() throws IOException {
        Landing earlier = arrivals.recorded("/a.txt", "earlier");
        transactions.land(earlier, MOMENT);

        transactions.land(arrivals.recorded("/a.txt", "later"), MOMENT);

        assertThat(arrivals.file("/a.txt")).hasContent("later");
    }

    @Test
    @DisplayName("T3 a node that was frozen does not put in place again what another has put there")
    void inPlaceAlready_isLeftAlone() throws IOException {
        Landing landing = arrivals.recorded("/a.txt", "text");
        transactions.land(landing, MOMENT);
        Files.delete(arrivals.file("/a.txt"));

        transactions.land(landing, MOMENT);

        assertThat(arrivals.file("/a.txt")).doesNotExist();
    }

    @Test
    @DisplayName("T3 a file that was acknowledged is not lost when the home is removed before it is in place")
    void removedHome_isMadeAgain() throws IOException {
        arrivals.recorded("/in/a.txt", "text");
        Path home = arrivals.homes.of(ArrivalFixture.ACCOUNT).root();
        Files.delete(home);

        assertThat(sweep().sweep()).isEqualTo(1);

        assertThat(home.resolve("in/a.txt")).hasContent("text");
    }

    private LandTransfers sweep() {
        Nodes nodes = new TestNodes(new NodeId("node-2"), List.of());
        return new LandTransfers(arrivals.store, transactions, nodes, TestLease.held(2));
    }

    @Nested
    @DisplayName("T3 while an earlier one is being put in place")
    class Meanwhile {
        private final CompletableFuture<Void> checked = new CompletableFuture<>();
        private final CompletableFuture<Void> goOn = new CompletableFuture<>();

        /** Else a test that fails would leave its transaction open. */
        @AfterEach
        void end() {
            goOn.complete(null);
        }

        @Test
        void laterOne_waits() throws Exception {
            Landing earlier = arrivals.recorded("/a.txt", "earlier");
            CompletableFuture<Void> landing = CompletableFuture.runAsync(() -> landSlowly(earlier));
            checked.get(20, TimeUnit.SECONDS);
            Landing later = arrivals.recorded("/a.txt", "later");

            assertThatThrownBy(() -> transactions.land(later, MOMENT)).isInstanceOf(PlaceTakenException.class);
            assertThat(state(later)).isEqualTo(Transfer.State.LANDING);
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> transactions.land(later, LONG));
            goOn.complete(null);
            landing.get(20, TimeUnit.SECONDS);
            waiting.get(20, TimeUnit.SECONDS);

            assertThat(arrivals.file("/a.txt")).hasContent("later");
        }

        @Test
        void othersOfTheSweep_areLandedNevertheless() throws Exception {
            Landing earlier = arrivals.recorded("/a.txt", "earlier");
            CompletableFuture<Void> landing = CompletableFuture.runAsync(() -> landSlowly(earlier));
            checked.get(20, TimeUnit.SECONDS);
            arrivals.recorded("/a.txt", "later");
            arrivals.recorded("/b.txt", "other");

            assertThat(sweep().sweep()).isEqualTo(1);

            assertThat(arrivals.file("/b.txt")).hasContent("other");
            goOn.complete(null);
            landing.get(20, TimeUnit.SECONDS);
        }

        /** Has seen that there is no later one, and takes its time. */
        private void landSlowly(Landing landing) {
            DATABASE.transact(() -> {
                arrivals.store.lockPlace(landing.account(), landing.path(), MOMENT);
                assertThat(arrivals.store.isSuperseded(landing)).isFalse();
                checked.complete(null);
                goOn.join();
                transactions.land(landing, MOMENT);
            });
        }
    }

    private Transfer.State state(Landing landing) {
        return arrivals.store.find(landing.transferId()).orElseThrow().state();
    }
}
