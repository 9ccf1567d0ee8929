package org.flotilla.queue.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.flotilla.core.EventId;
import org.flotilla.queue.Claim;
import org.flotilla.queue.ErrorClass;
import org.flotilla.queue.EventChange;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.EventState;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.EventStore.Outcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q the queue's statements: ends of runs")
class FinishStatementsTest extends EventStoreFixture {

    @Test
    @DisplayName("Q2 a finished event is in the history alone, with each change recorded")
    void done_movesToHistory() throws Exception {
        EventId id = submit(push());
        claim(ONE, one, 1);
        assertThat(finish(one, id, EventState.DONE)).containsExactly(id);
        assertThat(count("event")).isZero();
        assertThat(reads.find(id).orElseThrow().state()).isEqualTo(EventState.DONE);
        assertThat(reads.changes(id))
                .extracting(EventChange::to)
                .containsExactly(EventState.READY, EventState.RUNNING, EventState.DONE);
        assertThat(reads.figures().doneLastMinute()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "Q2 one batch ends some, fails some, and leaves those of others; each change is recorded with its owner")
    void batch_endsEachInItsWay() throws Exception {
        EventId done = submit(push());
        EventId failed = submit(push());
        EventId others = submit(push());
        claim(ONE, one, 2);
        claim(TWO, two, 1);
        List<Outcome> outcomes = List.of(
                new Outcome(new Claim(others, one, 1), EventState.DONE, "fine", null),
                new Outcome(new Claim(failed, one, 1), EventState.FAILED, "no route", Duration.ofHours(1)),
                new Outcome(new Claim(done, one, 1), EventState.DONE, "fine", null));
        assertThat(DATABASE.inTransaction(() -> store.finish(outcomes))).containsExactlyInAnyOrder(done, failed);
        assertThat(lastChange(done))
                .usingRecursiveComparison()
                .ignoringFields("at")
                .isEqualTo(new EventChange(null, EventState.RUNNING, EventState.DONE, "node-1", one.value(), "fine"));
        assertThat(lastChange(failed))
                .usingRecursiveComparison()
                .ignoringFields("at")
                .isEqualTo(new EventChange(
                        null, EventState.RUNNING, EventState.FAILED, "node-1", one.value(), "no route"));
        assertThat(lastChange(others).to()).isEqualTo(EventState.RUNNING);
        assertThat(reads.find(done).orElseThrow().lastError()).isNull();
    }

    private EventChange lastChange(EventId id) {
        List<EventChange> changes = reads.changes(id);
        return changes.get(changes.size() - 1);
    }

    @Test
    @DisplayName("Q6 a failed event is claimed again when its retry is due")
    void failed_isRetried() throws Exception {
        EventId id = submit(push());
        claim(ONE, one, 1);
        finish(new Outcome(new Claim(id, one, 1), EventState.FAILED, "no route to host", Duration.ZERO));
        Claimed again = claim(TWO, two, 1).get(0);
        assertThat(again.before()).isEqualTo(EventState.FAILED);
        assertThat(again.event().attempts()).isEqualTo(2);
        assertThat(again.event().lastError()).isEqualTo("no route to host");
    }

    @Test
    @DisplayName(
            "Q6 a run that was no attempt leaves as many as before, and its changes say what kind of failure it was")
    void uncounted_leavesAsManyAttempts() throws Exception {
        EventId ours = submit(push());
        EventId partners = submit(push());
        claim(ONE, one, 2);
        List<Outcome> outcomes = List.of(
                failed(ours, 1, ErrorClass.DATABASE, EventState.FAILED, Duration.ZERO),
                failed(partners, 1, ErrorClass.PASSING, EventState.FAILED, Duration.ofHours(1)));
        DATABASE.inTransaction(() -> store.finish(outcomes));
        assertThat(reads.find(ours).orElseThrow().maxAttempts()).isEqualTo(EventRequest.USUAL_ATTEMPTS + 1);
        assertThat(reads.find(partners).orElseThrow().maxAttempts()).isEqualTo(EventRequest.USUAL_ATTEMPTS);
        assertThat(lastChange(ours).error()).isEqualTo(ErrorClass.DATABASE);
        assertThat(lastChange(partners).error()).isEqualTo(ErrorClass.PASSING);

        claim(ONE, one, 1);
        finish(failed(ours, 2, ErrorClass.PERMANENT, EventState.DEAD, null));
        assertThat(lastChange(ours).error()).isEqualTo(ErrorClass.PERMANENT);
        assertThat(EventChange.lastError(reads.find(ours).orElseThrow(), reads.changes(ours)))
                .contains(ErrorClass.PERMANENT);
    }

    private Outcome failed(EventId id, int attempt, ErrorClass error, EventState state, Duration retryIn) {
        return new Outcome(new Claim(id, one, attempt), state, "why", error, retryIn);
    }

    @Test
    @DisplayName("Q6 words that no database stores are recorded as far as they can be")
    void unstorableWords_areRecorded() throws Exception {
        EventId id = submit(push());
        claim(ONE, one, 1);
        assertThat(finish(new Outcome(new Claim(id, one, 1), EventState.DEAD, "a\0b\uD83Dc", null)))
                .containsExactly(id);
        assertThat(reads.find(id).orElseThrow().lastError()).isEqualTo("a\uFFFDb\uFFFDc");
    }

    @Test
    @DisplayName("Q5 an older owner cannot finish what was taken over, and changes nothing")
    void olderOwner_changesNothing() throws Exception {
        EventId id = submit(push());
        claim(ONE, one, 1);
        requeue(one);
        claim(TWO, two, 1);
        assertThat(finish(one, id, EventState.DEAD)).isEmpty();
        assertThat(reads.find(id).orElseThrow().state()).isEqualTo(EventState.RUNNING);
        assertThat(DATABASE.inTransaction(() -> store.lockOwned(new Claim(id, one, 1))))
                .isFalse();
        assertThat(finish(two, 2, id, EventState.DONE)).containsExactly(id);
    }

    @Test
    @DisplayName("Q5 the end of a failed run, told again, does not end the same owner's next run")
    void toldAgain_doesNotEndTheNextRun() throws Exception {
        EventId id = submit(push());
        claim(ONE, one, 1);
        Outcome failed = new Outcome(new Claim(id, one, 1), EventState.FAILED, "no route", Duration.ZERO);
        finish(failed);
        claim(ONE, one, 1);
        assertThat(finish(failed)).isEmpty();
        assertThat(reads.find(id).orElseThrow().state()).isEqualTo(EventState.RUNNING);
        assertThat(DATABASE.inTransaction(() -> store.lockOwned(new Claim(id, one, 1))))
                .isFalse();
        assertThat(DATABASE.inTransaction(() -> store.lockOwned(new Claim(id, one, 2))))
                .isTrue();
    }
}
