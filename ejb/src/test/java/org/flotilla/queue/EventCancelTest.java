package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.EventStore.Outcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q8 events that operators cancel")
class EventCancelTest extends EventActionsFixture {

    @Test
    @DisplayName("Q5 the owner of a cancelled event loses it at its next look, and cannot finish it")
    void running_isTakenFromItsOwner() throws Exception {
        EventId id = inState(EventState.RUNNING);
        Claim claim = new Claim(id, incarnation, 1);

        act(EventAction.CANCEL, id);

        assertThat(DATABASE.inTransaction(() -> events.lockOwned(claim))).isFalse();
        assertThat(finish(new Outcome(claim, EventState.DONE, "late", null))).isEmpty();
        assertThat(state(id)).isEqualTo(EventState.CANCELLED);
    }

    @Test
    @DisplayName("Q7 the key of a cancelled event is told, that the next of it may run; without a key nothing is")
    void ordered_tellsItsKey() throws Exception {
        act(EventAction.CANCEL, submit(push()));
        assertThat(keysChanged.seen()).isEmpty();
        act(EventAction.CANCEL, submit(push().withOrderingKey("k")));
        assertThat(keysChanged.seen()).containsExactly(new KeysChanged(Set.of("k")));
    }

    @Test
    @DisplayName("Q8 features are asked before, told in the transaction and after it")
    void cancelled_isTold() throws Exception {
        EventId id = submit(push());
        act(EventAction.CANCEL, id);
        assertThat(cancelling.seen()).containsExactly(new EventCancelling(id));
        assertThat(givenUp.seen()).containsExactly(new EventGivenUp(id, NODE, "Cancelled by olga"));
        assertThat(ended.seen()).extracting(told -> told.event().state()).containsExactly(EventState.CANCELLED);
    }

    @Test
    @DisplayName("Q8 who forces it is not asked")
    void forced_isNotAsked() throws Exception {
        EventId id = submit(push());
        actions.act(ActionRequest.of(EventAction.CANCEL, ACTOR).forced(), id);
        assertThat(cancelling.seen()).isEmpty();
        assertThat(state(id)).isEqualTo(EventState.CANCELLED);
    }

    @Test
    @DisplayName(
            "Q2 cancelling races with claims: each event is either cancelled or was claimed first and then cancelled")
    void racingWithClaims_allAreCancelledOnce() throws Exception {
        List<EventId> ids = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ids.add(submit(push()));
        }
        CyclicBarrier start = new CyclicBarrier(2);
        inParallel(
                () -> {
                    start.await();
                    for (EventId id : ids) {
                        act(EventAction.CANCEL, id);
                    }
                    return null;
                },
                () -> {
                    start.await();
                    for (int i = 0; i < 50; i++) {
                        DATABASE.inTransaction(() -> events.claimUnassigned(NODE, incarnation, 2));
                    }
                    return null;
                });
        assertThat(ids)
                .allSatisfy(id -> assertThat(
                                reads.changes(id).stream().filter(change -> change.to() == EventState.CANCELLED))
                        .hasSize(1));
        assertThat(count("event")).isZero();
    }

    @Test
    @DisplayName("Q5 cancelling races with the end of the run: exactly one of them ends the event")
    void racingWithTheEnd_oneWins() throws Exception {
        int ends = 0;
        for (int i = 0; i < 30; i++) {
            EventId id = inState(EventState.RUNNING);
            CyclicBarrier start = new CyclicBarrier(2);
            List<Boolean> won = inParallel(
                    () -> {
                        start.await();
                        try {
                            act(EventAction.CANCEL, id);
                            return true;
                        } catch (FlotillaException refusal) {
                            assertThat(refusal).hasMessageContaining("is DONE and cannot become CANCELLED");
                            return false;
                        }
                    },
                    () -> {
                        start.await();
                        return !finish(new Outcome(new Claim(id, incarnation, 1), EventState.DONE, null, null))
                                .isEmpty();
                    });
            assertThat(won.get(0)).isNotEqualTo(won.get(1));
            assertThat(state(id)).isEqualTo(won.get(0) ? EventState.CANCELLED : EventState.DONE);
            ends++;
        }
        assertThat(count("event_history")).isEqualTo(ends);
    }
}
