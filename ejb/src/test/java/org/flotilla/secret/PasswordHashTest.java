package org.flotilla.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A1 the hash of a password")
class PasswordHashTest {

    private final Semaphore permits = new Semaphore(1, true);
    private final PasswordHash hash = new PasswordHash(permits, Duration.ofMillis(1));

    @Test
    void isOfOnePasswordOnly() {
        String hashed = hash.hash("correct horse battery");
        assertThat(hash.matches("correct horse battery", hashed)).isTrue();
        assertThat(hash.matches("wrong horse battery", hashed)).isFalse();
        assertThat(hash.matches("nobody has this password", null)).isFalse();
    }

    @Test
    @DisplayName("A1 who waits too long for a turn is told to come again, and nothing is computed for it")
    void whileOthersCompute_isBusy() {
        permits.acquireUninterruptibly();

        assertThatThrownBy(() -> hash.matches("correct horse battery", null))
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));

        permits.release();
        assertThat(hash.matches("correct horse battery", null)).isFalse();
    }

    @Test
    void everyTurnEnds() {
        assertThatThrownBy(() -> hash.hash(null)).isInstanceOf(RuntimeException.class);
        assertThat(permits.availablePermits()).isEqualTo(1);
    }
}
