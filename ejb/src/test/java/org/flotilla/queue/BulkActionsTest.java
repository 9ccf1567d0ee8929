package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q8 what operators do to many events")
class BulkActionsTest extends EventActionsFixture {

    @Test
    @DisplayName("Q8 the count says what the filter reaches, and how much of it the action")
    void count_saysWhatIsReached() throws Exception {
        end(submit(push().withAccount("acme")), EventState.DONE);
        submit(push().withAccount("acme"));
        submit(push().withAccount("other"));
        act(EventAction.SUSPEND, submit(push().withAccount("acme")));

        ActionCount count = actions.count(ActionRequest.of(EventAction.SUSPEND, ACTOR), ofAcme(), null);

        assertThat(count.byState()).containsOnly(Map.entry(EventState.READY, 1L), Map.entry(EventState.SUSPENDED, 1L));
        assertThat(count.matching()).isEqualTo(2);
        assertThat(count.possible()).isEqualTo(1);
    }

    @Test
    @DisplayName("Q8 a resubmission by filter leaves out what is DONE, unless it is forced and the filter says DONE")
    void countOfResubmission_leavesOutDone() throws Exception {
        end(submit(push()), EventState.DONE);
        end(submit(push()), EventState.DEAD);
        ActionRequest resubmit = ActionRequest.of(EventAction.RESUBMIT, ACTOR);
        assertThat(actions.count(resubmit, EventFilter.all(), null).possible()).isEqualTo(1);
        assertThat(actions.count(resubmit.forced(), EventFilter.all(), null).possible())
                .isEqualTo(1);
        EventFilter done = new EventFilter(EventState.DONE, null, null, null, null, null, null);
        assertThat(actions.count(resubmit, done, null).possible()).isZero();
        assertThat(actions.count(resubmit.forced(), done, null).possible()).isEqualTo(1);
        assertThat(actions.act(resubmit.forced(), EventFilter.all(), null).changed())
                .isEqualTo(1);
        assertThat(actions.act(resubmit.forced(), done, null).changed()).isEqualTo(1);
    }

    @Test
    @DisplayName("Q8 of an ordering key, its events are counted and changed, and no others")
    void ofAKey_areChanged() throws Exception {
        EventId held = submit(push().withOrderingKey("orders"));
        EventId other = submit(push().withOrderingKey("other"));
        EventFilter ofKey = new EventFilter(null, null, null, null, null, null, "orders");
        ActionRequest suspend = ActionRequest.of(EventAction.SUSPEND, ACTOR);

        assertThat(actions.count(suspend, ofKey, null).matching()).isEqualTo(1);
        assertThat(actions.act(suspend, ofKey, null).changed()).isEqualTo(1);

        assertThat(state(held)).isEqualTo(EventState.SUSPENDED);
        assertThat(state(other)).isEqualTo(EventState.READY);
    }

    @Test
    @DisplayName("Q8 all that match are changed, chunk by chunk, and nothing else; each chunk is audited")
    void many_areChanged() throws Exception {
        for (int i = 0; i < 250; i++) {
            submit(push().withAccount("acme"));
        }
        EventId other = submit(push().withAccount("other"));

        ActionResult result = actions.act(ActionRequest.of(EventAction.CANCEL, ACTOR), ofAcme(), null);

        assertThat(result.changed()).isEqualTo(250);
        assertThat(result.refused()).isZero();
        assertThat(result.next()).isNull();
        assertThat(state(other)).isEqualTo(EventState.READY);
        assertThat(count("event_history")).isEqualTo(250);
        assertThat(givenUp.seen()).hasSize(250);
        assertThat(audited).hasSize(3).first().asString().contains("100 events");
    }

    @Test
    @DisplayName("Q8 what a node has in its hands is passed by, and the result says so")
    void locked_isPassedBy() throws Exception {
        EventId locked = submit(push());
        EventId free = submit(push());
        List<ActionResult> results = new ArrayList<>();

        DATABASE.whileHeld(
                "update event set changed_at = changed_at where id = " + locked,
                () -> results.add(actions.act(ActionRequest.of(EventAction.SUSPEND, ACTOR), EventFilter.all(), null)));

        assertThat(results.get(0).changed()).isEqualTo(1);
        assertThat(results.get(0).refusals())
                .containsExactly(
                        new ActionResult.Refusal(locked, "Event " + locked + " is being changed by a node just now."));
        assertThat(state(free)).isEqualTo(EventState.SUSPENDED);
        assertThat(state(locked)).isEqualTo(EventState.READY);
    }

    @Test
    @DisplayName("Q8 those that were resubmitted before are not once more, and the result says so")
    void resubmittedBefore_areRefused() throws Exception {
        EventId before = submit(push());
        end(before, EventState.DEAD);
        EventId now = submit(push());
        end(now, EventState.DEAD);
        Submitted again = act(EventAction.RESUBMIT, before);

        ActionResult result = actions.act(ActionRequest.of(EventAction.RESUBMIT, ACTOR), EventFilter.all(), null);

        assertThat(result.changed()).isEqualTo(1);
        assertThat(result.refusals())
                .extracting(ActionResult.Refusal::reason)
                .containsExactly("Event " + before + " was resubmitted before, as " + again.id() + ".");
    }

    @Test
    @DisplayName("Q8 a state that the action cannot be done to reaches nothing")
    void otherState_reachesNothing() throws Exception {
        submit(push());
        EventFilter done = new EventFilter(EventState.DONE, null, null, null, null, null, null);
        assertThat(actions.act(ActionRequest.of(EventAction.CANCEL, ACTOR), done, null))
                .isEqualTo(ActionResult.none());
        assertThat(actions.count(ActionRequest.of(EventAction.CANCEL, ACTOR), done, null)
                        .matching())
                .isZero();
    }

    @Test
    @DisplayName("Q8 of a long history a part is looked at, which the count says; the act goes on with the next")
    void longHistory_isLookedAtInParts() {
        long oldest = 10_000_000;
        long newer = oldest + 1_500_000;
        insertDone(oldest, "acme");
        insertDone(newer, "acme");
        insertDone(oldest + 1_600_000, "other");
        ActionRequest forced = ActionRequest.of(EventAction.RESUBMIT, ACTOR).forced();
        EventFilter done = new EventFilter(EventState.DONE, null, "acme", null, null, null, null);

        ActionCount count = actions.count(forced, done, null);
        assertThat(count.matching()).isEqualTo(1);
        assertThat(count.more()).isTrue();
        ActionResult first = actions.act(forced, done, null);
        assertThat(first.changed()).isEqualTo(1);
        assertThat(lastChange(new EventId(oldest)).reason()).startsWith("Resubmitted");
        assertThat(first.next()).isNotNull();

        ActionCount rest = actions.count(forced, done, first.next());
        assertThat(rest.matching()).isEqualTo(1);
        assertThat(rest.more()).isFalse();
        ActionResult second = actions.act(forced, done, first.next());
        assertThat(second.changed()).isEqualTo(1);
        assertThat(lastChange(new EventId(newer)).reason()).startsWith("Resubmitted");
        assertThat(second.next()).isNull();
    }

    @Test
    @DisplayName("Q7 what a resubmission by filter takes, over several chunks, keeps the order that it had")
    void resubmitted_keepTheirOrder() throws Exception {
        List<EventId> old = cancelled(250);

        ActionResult result = actions.act(ActionRequest.of(EventAction.RESUBMIT, ACTOR), ofAcme(), null);

        assertThat(result.changed()).isEqualTo(250);
        assertThat(result.next()).isNull();
        assertThat(resubmitted()).isEqualTo(old);
    }

    @Test
    @DisplayName("Q7 a resubmission that goes on keeps the order too, and takes nothing that ended after it began")
    void resubmittedInParts_keepTheirOrder() throws Exception {
        List<EventId> old = cancelled(250);
        EventActions inParts = actions(200);
        ActionRequest resubmit = ActionRequest.of(EventAction.RESUBMIT, ACTOR);

        ActionResult first = inParts.act(resubmit, ofAcme(), null);
        assertThat(first.changed()).isEqualTo(200);
        actions.act(ActionRequest.of(EventAction.CANCEL, ACTOR), ofAcme(), null);
        assertThat(inParts.count(resubmit, ofAcme(), first.next()).possible()).isEqualTo(50);
        ActionResult second = inParts.act(resubmit, ofAcme(), first.next());

        assertThat(second.changed()).isEqualTo(50);
        assertThat(second.next()).isNull();
        assertThat(resubmitted()).isEqualTo(old);
    }

    @Test
    @DisplayName("Q8 a cursor goes on with an act that goes the same way, and with no other")
    void cursorOfAnotherWay_isRefused() {
        ActionRequest resubmit = ActionRequest.of(EventAction.RESUBMIT, ACTOR);
        ActionRequest cancel = ActionRequest.of(EventAction.CANCEL, ACTOR);

        assertThatThrownBy(() -> actions.act(resubmit, ofAcme(), "7")).hasMessageContaining("'7' is no cursor");
        assertThatThrownBy(() -> actions.count(resubmit, ofAcme(), "7")).hasMessageContaining("'7' is no cursor");
        assertThatThrownBy(() -> actions.act(cancel, ofAcme(), "7-9")).hasMessageContaining("'7-9' is no cursor");
        assertThat(Walk.isCursor(EventAction.RESUBMIT, "7-9")).isTrue();
        assertThat(Walk.isCursor(EventAction.RESUBMIT, "7")).isFalse();
        assertThat(Walk.isCursor(EventAction.CANCEL, "7")).isTrue();
        assertThat(Walk.isCursor(EventAction.CANCEL, "7-9")).isFalse();
    }

    /** Of one ordering key, in its order. */
    private List<EventId> cancelled(int events) throws Exception {
        List<EventId> ids = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            ids.add(submit(push().withAccount("acme").withOrderingKey("prices")));
        }
        actions.act(ActionRequest.of(EventAction.CANCEL, ACTOR), ofAcme(), null);
        return ids;
    }

    /** Of which events there are new ones, in the order of those. */
    private List<EventId> resubmitted() {
        return reads.find(ofAcme(), Long.MAX_VALUE, 1_000).items().stream()
                .filter(event -> event.attributes().containsKey(Resubmission.REFERENCE))
                .sorted(Comparator.comparing(event -> event.id().value()))
                .map(event -> new EventId(Long.parseLong(event.attributes().get(Resubmission.REFERENCE))))
                .toList();
    }

    private static void insertDone(long id, String account) {
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into event_history (id, cycle_id, type, action, account, attributes, state, priority, attempts,"
                                + " max_attempts, created_at, finished_at) values (?, ?, 'PUSH', 'push-file', ?, '{}', 'DONE',"
                                + " 5, 1, 8, current_timestamp, current_timestamp)",
                        id,
                        CycleId.next().value(),
                        account));
    }

    private EventFilter ofAcme() {
        return new EventFilter(null, null, "acme", null, null, null, null);
    }
}
