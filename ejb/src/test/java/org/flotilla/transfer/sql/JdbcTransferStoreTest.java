package org.flotilla.transfer.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.core.sql.ConstraintViolation;
import org.flotilla.core.sql.Dialect;
import org.flotilla.storage.ContentId;
import org.flotilla.storage.HomePath;
import org.flotilla.storage.SealedContent;
import org.flotilla.test.TestDatabase;
import org.flotilla.transfer.Arrival;
import org.flotilla.transfer.Destination;
import org.flotilla.transfer.Landing;
import org.flotilla.transfer.NewArrival;
import org.flotilla.transfer.NewPush;
import org.flotilla.transfer.Outgoing;
import org.flotilla.transfer.PushOrder;
import org.flotilla.transfer.Transfer;
import org.flotilla.transfer.TransferFilter;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("T7 the transfers' statements")
class JdbcTransferStoreTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final NodeId ONE = new NodeId("node-1");
    private static final NodeId TWO = new NodeId("node-2");
    private static final Incarnation FIRST = new Incarnation(1);

    private final JdbcTransferStore store = new JdbcTransferStore(DATABASE.database());

    @Nested
    class Arrivals {
        @Test
        @DisplayName("T3 ids follow the order of arrival, whichever session takes them")
        void ids_areInOrderOfTime() throws Exception {
            List<Long> ids = DATABASE.inTransaction(() -> List.of(
                    arrive("/a.txt"), elsewhere("/a.txt"), arrive("/a.txt"), elsewhere("/a.txt"), arrive("/a.txt")));

            assertThat(ids).isSorted();
        }

        @Test
        @DisplayName("T3 a later file of the same name supersedes, whichever session recorded it")
        void laterOne_supersedes() {
            DATABASE.transact(() -> {
                long first = elsewhere("/a.txt");
                long second = arrive("/a.txt");
                assertThat(superseded()).containsExactly(first).doesNotContain(second);
                long third = elsewhere("/a.txt");
                assertThat(superseded())
                        .containsExactlyInAnyOrder(first, second)
                        .doesNotContain(third);
            });
        }

        @Test
        @DisplayName("T3 another name is another file, be it in upper case or with a space at its end")
        void otherNames_doNotSupersede() {
            store.insertArrival(arrival("/in/a.txt"));
            List.of("/in/A.txt", "/in/a.txt ", "/in /a.txt", "/IN/a.txt").forEach(this::arrive);

            assertThat(superseded()).isEmpty();
        }

        @Test
        @DisplayName("T7 a part of a file's name finds it, in upper case or lower case")
        void partOfTheName_finds() {
            long id = arrive("/Report.TXT");
            arrive("/other.csv");

            assertThat(store.find(new TransferFilter(null, null, null, null, null, "report.t"), null, 10)
                            .items())
                    .extracting(Transfer::id)
                    .containsExactly(id);
        }

        private List<Long> superseded() {
            return store.landings(10).stream()
                    .filter(store::isSuperseded)
                    .map(Landing::transferId)
                    .toList();
        }

        @Test
        @DisplayName("T3 a content arrives once")
        void sameContent_isRefused() {
            NewArrival arrival = arrival("/a.txt");
            long id = store.insertArrival(arrival);

            assertThat(store.findArrival(arrival.content().id())).contains(id);
            assertThat(store.findArrival(content().id())).isEmpty();
            assertThatThrownBy(() -> store.insertArrival(arrival)).matches(ConstraintViolation::caused);
        }

        @Test
        @DisplayName("Q4 a node that hangs and holds the table holds up who lands files for moments only")
        void heldTable_isWaitedForBriefly() throws Exception {
            arrive("/a.txt");
            Landing landing = store.landings(1).get(0);
            JdbcTransferStore impatient = new JdbcTransferStore(DATABASE.database(), 1);

            DATABASE.whileHeld(wholeTable(), () -> {
                assertEnds(() -> impatient.landings(10));
                assertEnds(() -> impatient.isSuperseded(landing));
                assertEnds(() -> impatient.landed(landing.transferId()));
            });
        }

        private void assertEnds(Runnable statement) {
            CompletableFuture<Void> running =
                    CompletableFuture.runAsync(statement).orTimeout(20, TimeUnit.SECONDS);
            assertThatThrownBy(running::join).hasCauseInstanceOf(JdbiException.class);
        }

        private static String wholeTable() {
            return DATABASE.dialect() == Dialect.POSTGRESQL
                    ? "lock table transfer in access exclusive mode"
                    : "update transfer with (tablockx) set size = size";
        }

        private long arrive(String path) {
            return store.insertArrival(arrival(path));
        }

        /** In a session of its own. */
        private long elsewhere(String path) {
            return CompletableFuture.supplyAsync(() -> arrive(path))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        }

        private NewArrival arrival(String path) {
            HomePath place = new HomePath(path, Path.of(path));
            return new NewArrival(
                    CycleId.next(), new Arrival("acme", place, "SFTP", "peer", Duration.ZERO), content(), ONE, FIRST);
        }
    }

    @Nested
    class Pushes {
        private Outgoing push;

        @BeforeEach
        void record() {
            push = store.insertPush(new NewPush(
                    new EventId(7),
                    new PushOrder(CycleId.next(), "acme", "site", null, "a", content()),
                    "SFTP",
                    "p",
                    "/"));
        }

        @Test
        @DisplayName("T7 a transfer knows the peer that its bytes went to last")
        void sending_recordsThePeer() {
            store.sending(push.id(), ONE, FIRST, new Destination("u@other:22", "SHA256:k", "/a.part"));

            assertThat(store.findOutgoing(new EventId(7)))
                    .contains(
                            new Outgoing(push.id(), Transfer.State.SENDING, "u@other:22", "SHA256:k", "/a.part", null));
        }

        @Test
        @DisplayName("T7 a transfer that failed says where, each time")
        void failed_recordsTheNode() {
            assertThat(store.sendingFailed(push.id(), ONE, "first")).isTrue();
            assertThat(found().node()).isEqualTo("node-1");
            assertThat(store.sendingFailed(push.id(), TWO, "second")).isTrue();

            assertThat(found().node()).isEqualTo("node-2");
            assertThat(found().error()).isEqualTo("second");
        }

        @Test
        void publishingFailed_recordsTheNode() {
            store.sending(push.id(), ONE, FIRST, new Destination("p", "SHA256:k", "/a.part"));
            store.publishing(push.id(), "/a", null);

            assertThat(store.sendingFailed(push.id(), TWO, "no")).isFalse();
            assertThat(store.publishingFailed(push.id(), TWO, "refused")).isTrue();
            assertThat(found().node()).isEqualTo("node-2");
        }

        private Transfer found() {
            return store.find(push.id()).orElseThrow();
        }
    }

    private static SealedContent content() {
        return new SealedContent(new ContentId("2026-11-22/11/" + UUID.randomUUID()), 1, null);
    }
}
