package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import org.flotilla.core.EventId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q8 events that operators resubmit")
class EventResubmissionTest extends EventActionsFixture {

    @Test
    @DisplayName("Q8 the new event does the same, in the same cycle, and names the old one, whose history names it")
    void dead_isResubmitted() throws Exception {
        EventId old = submit(push().withAccount("acme")
                .withSite("bank")
                .withAttributes(Map.of("file", "a"))
                .withPriority(7));
        end(old, EventState.DEAD);

        Submitted again = act(EventAction.RESUBMIT, old);

        assertThat(again.isNew()).isTrue();
        Event before = reads.find(old).orElseThrow();
        Event after = reads.find(again.id()).orElseThrow();
        assertThat(before.state()).isEqualTo(EventState.DEAD);
        assertThat(after.state()).isEqualTo(EventState.READY);
        assertThat(after.cycleId()).isEqualTo(before.cycleId());
        assertThat(after.account()).isEqualTo("acme");
        assertThat(after.site()).isEqualTo("bank");
        assertThat(after.priority()).isEqualTo(7);
        assertThat(after.attributes()).containsEntry("file", "a").containsEntry("resubmissionOf", old.toString());
        assertThat(lastChange(old).reason()).isEqualTo("Resubmitted as event " + again.id() + " by olga");
    }

    @Test
    @DisplayName("Q7 a resubmitted event comes to the end of its key")
    void ordered_comesToTheEnd() throws Exception {
        EventId old = submit(push().withOrderingKey("k"));
        act(EventAction.CANCEL, old);
        EventId next = submit(push().withOrderingKey("k"));

        EventId again = act(EventAction.RESUBMIT, old).id();

        assertThat(again.value()).isGreaterThan(next.value());
        Event event = reads.find(again).orElseThrow();
        assertThat(event.orderingKey()).isEqualTo("k");
        assertThat(event.blockedBy()).isEqualTo(BlockedBy.KEY);
    }

    @Test
    @DisplayName("T8 however many resubmit it at once, it is submitted once")
    void racing_isSubmittedOnce() throws Exception {
        EventId old = submit(push());
        end(old, EventState.DEAD);
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<Submitted> resubmit = () -> {
            start.await();
            return act(EventAction.RESUBMIT, old);
        };
        List<Submitted> answers = inParallel(resubmit, resubmit);
        assertThat(answers).extracting(Submitted::isNew).containsExactlyInAnyOrder(true, false);
        assertThat(answers.get(0).id()).isEqualTo(answers.get(1).id());
        assertThat(count("event")).isEqualTo(1);
    }

    @Test
    @DisplayName("T8 what is DONE is done once more only if that is asked for explicitly")
    void done_needsForce() throws Exception {
        EventId old = submit(push());
        end(old, EventState.DONE);
        assertThatThrownBy(() -> act(EventAction.RESUBMIT, old)).hasMessageContaining("is DONE");
        assertThat(count("event")).isZero();
        assertThat(actions.act(ActionRequest.of(EventAction.RESUBMIT, ACTOR).forced(), old)
                        .isNew())
                .isTrue();
    }
}
