package org.flotilla.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("O2 a violated constraint")
class ConstraintViolationTest {

    @ParameterizedTest
    @CsvSource({"23505, 0", "23503, 0", "23000, 547", "23000, 2601", "23000, 2627"})
    void keyOrReference_isOne(String state, int code) {
        assertThat(violation(state, code)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"40P01, 0", "40001, 0", "40001, 1205", "42000, 1205", "S0051, 1222"})
    @DisplayName("O2 the victim of a deadlock, or who waited too long, violated none")
    void victimOfDeadlock_isNone(String state, int code) {
        assertThat(violation(state, code)).isFalse();
    }

    private static boolean violation(String state, int code) {
        return ConstraintViolation.caused(new IllegalStateException("x", new SQLException("x", state, code)));
    }
}
