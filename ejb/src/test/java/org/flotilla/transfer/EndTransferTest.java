package org.flotilla.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.EventGivenUp;
import org.flotilla.storage.ContentId;
import org.flotilla.storage.SealedContent;
import org.flotilla.test.TestDatabase;
import org.flotilla.transfer.sql.JdbcTransferStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("T7 the transfer of an event that was given up")
class EndTransferTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final EventId EVENT = new EventId(7);
    private static final NodeId NODE = new NodeId("node-1");
    private static final String REASON = "It was started 8 times and never ended.";

    private final JdbcTransferStore store = new JdbcTransferStore(DATABASE.database());
    private final EndTransfer endTransfer = new EndTransfer(store);
    private long id;

    @BeforeEach
    void record() {
        SealedContent content =
                new SealedContent(new ContentId("2026-11-22/11/00000000-0000-0000-0000-000000000000"), 1, null);
        PushOrder order = new PushOrder(CycleId.next(), "acme", "site", null, "a.txt", content);
        id = store.insertPush(new NewPush(EVENT, order, "SFTP", "p", "/")).id();
    }

    @Test
    void beforeItsHandlerBegan_hasFailed() {
        endTransfer.onGivenUp(new EventGivenUp(EVENT, NODE, REASON));

        assertThat(transfer().state()).isEqualTo(Transfer.State.FAILED);
        assertThat(transfer().error()).isEqualTo(REASON);
        assertThat(transfer().node()).isEqualTo(NODE.name());
        assertThat(transfer().endedAt()).isNotNull();
    }

    @Test
    void whilePublishing_hasFailedAndSaysThatThePartnerMayHaveTheFile() {
        publishing();

        endTransfer.onGivenUp(new EventGivenUp(EVENT, NODE, REASON));

        assertThat(transfer().state()).isEqualTo(Transfer.State.FAILED);
        assertThat(transfer().error()).contains("not known whether the partner has the file", REASON);
    }

    @Test
    void thatWasDelivered_staysDelivered() {
        publishing();
        store.published(id, NODE, null);

        endTransfer.onGivenUp(new EventGivenUp(EVENT, NODE, REASON));

        assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
    }

    @Test
    void ofAnotherKind_isNone() {
        endTransfer.onGivenUp(new EventGivenUp(new EventId(8), NODE, REASON));

        assertThat(transfer().state()).isEqualTo(Transfer.State.SENDING);
    }

    private void publishing() {
        store.sending(id, NODE, new Incarnation(1), new Destination("p", "SHA256:k", "/a.part"));
        store.publishing(id, "/a.txt", null);
    }

    private Transfer transfer() {
        return store.find(id).orElseThrow();
    }
}
