package org.flotilla.transfer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.EventCancelling;
import org.flotilla.queue.EventGivenUp;
import org.flotilla.queue.EventResubmitting;
import org.flotilla.storage.ContentId;
import org.flotilla.storage.SealedContent;
import org.flotilla.test.TestDatabase;
import org.flotilla.transfer.sql.JdbcTransferStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("T8 acts of operators on the event of a push")
class GuardDeliveriesTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final EventId EVENT = new EventId(7);
    private static final NodeId NODE = new NodeId("node-1");

    private final JdbcTransferStore store = new JdbcTransferStore(DATABASE.database());
    private final GuardDeliveries guard = new GuardDeliveries(store);
    private long id;

    @BeforeEach
    void record() {
        SealedContent content =
                new SealedContent(new ContentId("2026-11-22/11/00000000-0000-0000-0000-000000000000"), 1, null);
        PushOrder order = new PushOrder(CycleId.next(), "acme", "site", null, "a.txt", content);
        id = store.insertPush(new NewPush(EVENT, order, "SFTP", "p", "/")).id();
    }

    @Test
    @DisplayName("T8 one that is sent can be cancelled, and resubmitted when that has failed")
    void sending_canBeCancelledAndResubmitted() {
        assertThatCode(this::cancel).doesNotThrowAnyException();
        store.sendingFailed(id, NODE, "no route");
        assertThatCode(this::resubmit).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("T8 one that is published cannot be cancelled: the partner may have the file")
    void publishing_cannotBeCancelled() {
        publishing();
        assertThatThrownBy(this::cancel).hasMessageContaining("PUBLISHING and cannot be cancelled");
    }

    @Test
    @DisplayName("T8 one that is delivered is neither cancelled nor resubmitted")
    void delivered_isLeftAlone() {
        publishing();
        store.published(id, NODE, null);
        assertThatThrownBy(this::cancel).hasMessageContaining("DONE and cannot be cancelled");
        assertThatThrownBy(this::resubmit).hasMessageContaining("has been delivered");
    }

    @Test
    @DisplayName("T8 one of which nobody knows whether it was delivered is not resubmitted by mistake")
    void unknown_isNotResubmitted() {
        publishing();
        new EndTransfer(store).onGivenUp(new EventGivenUp(EVENT, NODE, "It died."));
        assertThatThrownBy(this::resubmit).hasMessageContaining("not known whether the partner has the file");
    }

    @Test
    @DisplayName("T8 one that the partner has shown not to have is resubmitted")
    void refused_isResubmitted() {
        publishing();
        store.publishingFailed(id, NODE, "p has nothing");
        assertThatCode(this::resubmit).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("Q8 an event of another kind is no business of transfers")
    void other_isNone() {
        publishing();
        assertThatCode(() -> guard.onCancelling(new EventCancelling(new EventId(8))))
                .doesNotThrowAnyException();
        assertThatCode(() -> guard.onResubmitting(new EventResubmitting(new EventId(8))))
                .doesNotThrowAnyException();
    }

    private void cancel() {
        guard.onCancelling(new EventCancelling(EVENT));
    }

    private void resubmit() {
        guard.onResubmitting(new EventResubmitting(EVENT));
    }

    private void publishing() {
        store.sending(id, NODE, new Incarnation(1), new Destination("p", "SHA256:k", "/a.part"));
        store.publishing(id, "/a.txt", null);
    }
}
