package org.flotilla.administrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.flotilla.core.NodeClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A4 repeated refusals")
class SignInAttemptsTest {

    private final HandClock clock = new HandClock();
    private final SignInAttempts attempts = new SignInAttempts(clock);

    @Test
    void belowFive_doNotLock() {
        refuse(SignInAttempts.FREE - 1);
        assertThat(attempts.lockedFor("admin")).isZero();
    }

    @Test
    void five_lockForHalfAMinute() {
        refuse(SignInAttempts.FREE);
        assertThat(attempts.lockedFor("admin")).isEqualTo(SignInAttempts.FIRST_LOCK);
        clock.pass(SignInAttempts.FIRST_LOCK);
        assertThat(attempts.lockedFor("admin")).isZero();
    }

    @Test
    void more_lockForLongerUpToABound() {
        refuse(SignInAttempts.FREE + 1);
        assertThat(attempts.lockedFor("admin")).isEqualTo(SignInAttempts.FIRST_LOCK.multipliedBy(2));
        refuse(50);
        assertThat(attempts.lockedFor("admin")).isEqualTo(SignInAttempts.LONGEST_LOCK);
    }

    @Test
    void acceptance_forgetsThem() {
        refuse(SignInAttempts.FREE);
        attempts.accepted("admin");
        assertThat(attempts.lockedFor("admin")).isZero();
    }

    @Test
    void halfAnHourAgo_areForgotten() {
        refuse(SignInAttempts.FREE - 1);
        clock.pass(Duration.ofMinutes(31));
        refuse(1);
        assertThat(attempts.lockedFor("admin")).isZero();
    }

    @Test
    void ofOneName_leaveOthersAlone() {
        refuse(SignInAttempts.FREE);
        assertThat(attempts.lockedFor("other")).isZero();
    }

    @Test
    @DisplayName("A4 the memory of refusals is bounded, and keeps the latest")
    void ofManyNames_areBounded() {
        refuse(SignInAttempts.FREE);
        for (int i = 0; i < SignInAttempts.MOST_NAMES; i++) {
            attempts.refused("guess-" + i);
            attempts.lockedFor("admin");
        }
        assertThat(attempts.size()).isEqualTo(SignInAttempts.MOST_NAMES);
        assertThat(attempts.lockedFor("admin")).isPositive();
        assertThat(attempts.lockedFor("guess-0")).isZero();
    }

    private void refuse(int times) {
        for (int i = 0; i < times; i++) {
            attempts.refused("admin");
        }
    }

    /** A clock that stands still unless told. */
    static final class HandClock extends NodeClock {

        private long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }

        void pass(Duration time) {
            nanos += time.toNanos();
        }
    }
}
