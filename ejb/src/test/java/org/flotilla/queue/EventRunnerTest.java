package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import java.io.FileNotFoundException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flotilla.core.CycleId;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.EventStore.Outcome;
import org.flotilla.test.CapturedLog;
import org.flotilla.test.Given;
import org.flotilla.test.SetParameters;
import org.flotilla.test.TestSites;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Q6 the end of a run that failed")
class EventRunnerTest {

    private static final int MOST = 3;
    private static final NodeId NODE = new NodeId("node-1");

    private Throwable thrown;
    private final EventRunner runner = new EventRunner(
            Given.of(new Throwing()),
            new RetryPolicies(
                    new SetParameters().set(RetryParameters.of(TaskType.PUSH).first(), "100"),
                    new TestSites().with("acme", 1000, 2000, null)));

    @AfterEach
    void notInterrupted() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"BAD_CREDENTIALS", "PARTNER_REFUSED", "PARTNER_IDENTITY", "FILE_MISSING", "PERMISSION_DENIED"})
    @DisplayName("Q6 what stays until somebody changes something is DEAD at once, and says what to do")
    void permanent_isDeadAtOnce(ErrorCode code) {
        Outcome end = run(new FlotillaException(code, "It was refused.", "Mend it."), 1, null)
                .orElseThrow();
        assertThat(end.state()).isEqualTo(EventState.DEAD);
        assertThat(end.error()).isEqualTo(ErrorClass.PERMANENT);
        assertThat(end.message()).isEqualTo("It was refused. Mend it.");
    }

    @Test
    @DisplayName("Q6 what may pass waits as its site says, else as its type does")
    void passing_waitsAsConfigured() {
        FlotillaException away = new FlotillaException(ErrorCode.UNREACHABLE, "It is away.", "Wait.");
        assertThat(run(away, 1, null).orElseThrow()).satisfies(end -> {
            assertThat(end.state()).isEqualTo(EventState.FAILED);
            assertThat(end.error()).isEqualTo(ErrorClass.PASSING);
            assertThat(end.isCounted()).isTrue();
            assertThat(end.retryIn()).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(120));
        });
        assertThat(run(away, 1, "acme").orElseThrow().retryIn())
                .isBetween(Duration.ofSeconds(800), Duration.ofSeconds(1200));
        assertThat(run(away, MOST, null).orElseThrow()).satisfies(end -> {
            assertThat(end.state()).isEqualTo(EventState.DEAD);
            assertThat(end.error()).isEqualTo(ErrorClass.PASSING);
            assertThat(end.message()).startsWith("Failed 3 times, last: It is away.");
        });
    }

    @Test
    @DisplayName("Q6 a failure of our database or storage is no attempt and no defect, not even at the last one")
    void ours_isNoAttempt() {
        assertThat(run(new IllegalStateException(new SQLException("terminated", "57P01")), MOST, null)
                        .orElseThrow())
                .satisfies(end -> {
                    assertThat(end.state()).isEqualTo(EventState.FAILED);
                    assertThat(end.error()).isEqualTo(ErrorClass.DATABASE);
                    assertThat(end.isCounted()).isFalse();
                    assertThat(end.message()).contains("The database failed", "no attempt");
                });
        assertThat(run(new FlotillaException(ErrorCode.STORAGE, "No space.", "Make some."), MOST, null)
                        .orElseThrow())
                .satisfies(end -> {
                    assertThat(end.state()).isEqualTo(EventState.FAILED);
                    assertThat(end.error()).isEqualTo(ErrorClass.STORAGE);
                    assertThat(end.isCounted()).isFalse();
                });
    }

    @Test
    @DisplayName("Q6 what failed on our side does not wait as long as a partner that is away")
    void ours_waitsAsItsTypeDoes() {
        for (ErrorCode code : List.of(ErrorCode.STORAGE, ErrorCode.NODE_NOT_READY, ErrorCode.DATABASE)) {
            assertThat(run(new FlotillaException(code, "Ours.", "Wait."), 1, "acme")
                            .orElseThrow()
                            .retryIn())
                    .isBetween(Duration.ofSeconds(80), Duration.ofSeconds(120));
        }
    }

    @Test
    @DisplayName("Q6 the record of a failure has its root cause, also of one that nobody foresaw")
    void cause_isKept() {
        FlotillaException unreadable = new FlotillaException(
                ErrorCode.STORAGE, "It cannot be read.", "Check it.", new FileNotFoundException("/x"));
        assertThat(run(unreadable, 1, null).orElseThrow().message())
                .isEqualTo("It cannot be read. Check it. (FileNotFoundException: /x) This counts as no attempt.");
        Exception wrapped = new EJBException("Failed", new IllegalStateException(new FileNotFoundException("/x")));
        assertThat(run(wrapped, 1, null).orElseThrow().message())
                .startsWith("Unexpected: jakarta.ejb.EJBException: Failed")
                .endsWith("(FileNotFoundException: /x)");
    }

    @Test
    @DisplayName("Q6 a defect counts")
    void defect_counts() {
        assertThat(run(new StackOverflowError(), 1, null).orElseThrow()).satisfies(end -> {
            assertThat(end.state()).isEqualTo(EventState.FAILED);
            assertThat(end.error()).isEqualTo(ErrorClass.DEFECT);
            assertThat(end.isCounted()).isTrue();
        });
        assertThat(run(new IllegalStateException("test"), MOST, null)
                        .orElseThrow()
                        .state())
                .isEqualTo(EventState.DEAD);
    }

    @Test
    @DisplayName("Q5 of what is not ours any more nothing is recorded")
    void taken_isDropped() {
        assertThat(run(new FlotillaException(ErrorCode.NOT_OWNER, "Gone.", "Nothing."), 1, null))
                .isEmpty();
    }

    @Test
    @DisplayName("W4 what a gate gave back is dropped too, but an event that waits is no loss to tell of")
    void givenBack_isNoLoss() {
        try (CapturedLog log = new CapturedLog()) {
            assertThat(run(new GivenBack(new EventId(1), "all 2 are in use"), 1, null))
                    .isEmpty();
            assertThat(log.text()).doesNotContain("not ours");
            run(new FlotillaException(ErrorCode.NOT_OWNER, "Gone.", "Nothing."), 1, null);
            assertThat(log.text()).contains("INFO", "Event 1 is not ours any more");
        }
    }

    private Optional<Outcome> run(Throwable failure, int attempt, String site) {
        thrown = failure;
        Event event = new Event(
                new EventId(1),
                new CycleId("cycle"),
                TaskType.PUSH,
                "throw",
                null,
                site,
                null,
                Map.of(),
                EventState.RUNNING,
                BlockedBy.NOTHING,
                5,
                Instant.EPOCH,
                null,
                NODE,
                new Incarnation(1),
                attempt,
                MOST,
                Instant.EPOCH,
                Instant.EPOCH,
                null);
        return runner.run(new ClaimedEvent(event, NODE, new Incarnation(1), claim -> {}));
    }

    private final class Throwing implements EventHandler {
        @Override
        public String action() {
            return "throw";
        }

        @Override
        public String handle(OwnedEvent event) throws Exception {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        }
    }
}
