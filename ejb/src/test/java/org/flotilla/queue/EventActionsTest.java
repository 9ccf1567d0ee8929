package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Q8 what operators do to events")
class EventActionsTest extends EventActionsFixture {

    @Nested
    class OfTheState {

        @ParameterizedTest
        @CsvSource({
            "READY,     CANCEL,  CANCELLED",
            "FAILED,    CANCEL,  CANCELLED",
            "SUSPENDED, CANCEL,  CANCELLED",
            "RUNNING,   CANCEL,  CANCELLED",
            "READY,     SUSPEND, SUSPENDED",
            "FAILED,    SUSPEND, SUSPENDED",
            "SUSPENDED, RESUME,  READY"
        })
        @DisplayName("Q2 each transition is made, recorded with actor and node, and audited")
        void legal_isMade(EventState from, EventAction action, EventState to) throws Exception {
            EventId id = inState(from);

            act(action, id);

            assertThat(state(id)).isEqualTo(to);
            EventChange last = lastChange(id);
            assertThat(last.from()).isEqualTo(from);
            assertThat(last.to()).isEqualTo(to);
            assertThat(last.node()).isEqualTo(NODE.name());
            assertThat(last.reason()).contains(ACTOR);
            assertThat(audited)
                    .last()
                    .asString()
                    .contains("event." + action.name().toLowerCase(java.util.Locale.ROOT), from.name(), to.name());
        }

        @ParameterizedTest
        @CsvSource({
            "DONE,      CANCEL,     'is DONE and cannot become CANCELLED.'",
            "DONE,      SUSPEND,    'is DONE and cannot become SUSPENDED.'",
            "DEAD,      RESUME,     'is DEAD and cannot become READY.'",
            "RUNNING,   SUSPEND,    'is RUNNING and cannot become SUSPENDED.'",
            "RUNNING,   RESUBMIT,   'is RUNNING and cannot be resubmitted.'",
            "READY,     RESUME,     'is READY and cannot become READY.'",
            "SUSPENDED, SUSPEND,    'is SUSPENDED and cannot become SUSPENDED.'",
            "CANCELLED, CANCEL,     'is CANCELLED and cannot become CANCELLED.'",
            "DONE,      PRIORITISE, 'is DONE and cannot be given another priority.'"
        })
        @DisplayName("Q2 what is illegal is refused with both states named, and changes nothing")
        void illegal_isRefused(EventState from, EventAction action, String why) throws Exception {
            EventId id = inState(from);
            int changes = reads.changes(id).size();

            assertThatThrownBy(() -> actions.act(
                            new ActionRequest(action, action == EventAction.PRIORITISE ? 9 : null, false, ACTOR), id))
                    .isInstanceOfSatisfying(
                            FlotillaException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessageContaining("Event " + id + " " + why);

            assertThat(state(id)).isEqualTo(from);
            assertThat(reads.changes(id)).hasSize(changes);
        }

        @ParameterizedTest
        @EnumSource(EventAction.class)
        @DisplayName("Q8 an event that does not exist is not found")
        void unknown_isNotFound(EventAction action) {
            ActionRequest request =
                    new ActionRequest(action, action == EventAction.PRIORITISE ? 9 : null, false, ACTOR);
            assertThatThrownBy(() -> actions.act(request, new EventId(404)))
                    .isInstanceOfSatisfying(
                            FlotillaException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND));
        }
    }

    @Nested
    class Suspend {

        @Test
        @DisplayName("Q8 a suspended event is not claimed, and is when it is resumed, which wakes the nodes")
        void suspended_isNotClaimed() throws Exception {
            EventId id = submit(push());
            act(EventAction.SUSPEND, id);
            assertThat(claim()).isEmpty();
            assertThat(ready.seen()).isEmpty();

            act(EventAction.RESUME, id);

            assertThat(ready.seen()).hasSize(1);
            assertThat(waits.seen())
                    .as("dispatched by what holds now (W5)")
                    .flatExtracting(WaitAgain::events)
                    .extracting(WaitingEvent::id)
                    .containsExactly(id);
            assertThat(claim()).containsExactly(id);
        }

        @Test
        @DisplayName("Q8 a suspended event keeps its due date and its last error")
        void suspended_keepsItsDueDate() throws Exception {
            EventId id = inState(EventState.FAILED);
            Event failed = reads.find(id).orElseThrow();
            act(EventAction.SUSPEND, id);
            act(EventAction.RESUME, id);
            Event resumed = reads.find(id).orElseThrow();
            assertThat(resumed.dueAt()).isEqualTo(failed.dueAt());
            assertThat(resumed.lastError()).isEqualTo(failed.lastError());
        }
    }

    @Nested
    class Prioritise {

        @Test
        @DisplayName("Q7 an event with another priority is claimed in its new place, and its history says who did that")
        void prioritised_isClaimedFirst() throws Exception {
            submit(push());
            EventId late = submit(push());
            actions.act(new ActionRequest(EventAction.PRIORITISE, 9, false, ACTOR), late);
            assertThat(DATABASE.inTransaction(() -> events.claimUnassigned(NODE, incarnation, 1)))
                    .extracting(claimed -> claimed.event().id())
                    .containsExactly(late);
            assertThat(reads.changes(late)).extracting(EventChange::reason).contains("Priority 5 changed to 9 by olga");
        }

        @ParameterizedTest
        @CsvSource(
                value = {"-1", "10", "NULL"},
                nullValues = "NULL")
        @DisplayName("Q7 what is no priority is refused")
        void noPriority_isRefused(Integer priority) throws Exception {
            EventId id = submit(push());
            assertThatThrownBy(() -> actions.act(new ActionRequest(EventAction.PRIORITISE, priority, false, ACTOR), id))
                    .isInstanceOfSatisfying(FlotillaException.class, refusal -> {
                        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
                        assertThat(refusal.field()).contains("priority");
                    });
            assertThat(reads.find(id).orElseThrow().priority()).isEqualTo(5);
        }
    }
}
