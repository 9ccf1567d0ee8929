package org.flotilla.transfer.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.transfer.PlaceTakenException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("T3 what SQL Server answers when it is asked for the lock of a file's place")
class PlaceLockTest {
    private static final String PLACE = "/in/a.txt";

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void heldAtOnceOrAfterWaiting_isHeld(int outcome) {
        assertThatCode(() -> PlaceLock.ensureHeld(outcome, PLACE)).doesNotThrowAnyException();
    }

    @Test
    void timedOut_isTakenByAnother() {
        assertThat(refusal(-1)).isInstanceOf(PlaceTakenException.class).hasMessageContaining("Another file");
    }

    @ParameterizedTest
    @CsvSource({"-2, cancelled", "-3, deadlock", "-999, no transaction has begun"})
    void anythingElse_saysWhatItIs(int outcome, String reason) {
        FlotillaException refusal = refusal(outcome);

        assertThat(refusal).isNotInstanceOf(PlaceTakenException.class).hasMessageContainingAll(reason, "/in/a.txt");
        assertThat(refusal.code()).isEqualTo(ErrorCode.DATABASE);
    }

    private static FlotillaException refusal(int outcome) {
        return catchThrowableOfType(FlotillaException.class, () -> PlaceLock.ensureHeld(outcome, PLACE));
    }
}
