package org.flotilla.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("O2 a database that failed")
class DatabaseFailureTest {

    @ParameterizedTest
    @CsvSource({"40P01, 0", "40001, 1205", "42000, 1205", "42000, 1222", "42000, 3960", "08006, 0", "57P01, 0"})
    @DisplayName("Q6 the victim of a deadlock is tried again, whatever state the driver gives it")
    void victimOfDeadlock_isOne(String state, int code) {
        assertThat(failed(state, code)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"42601, 0", "42P01, 0", "S0002, 208", "S0001, 102", "23505, 0"})
    void wrongStatementOrValue_isNone(String state, int code) {
        assertThat(failed(state, code)).isFalse();
    }

    private static boolean failed(String state, int code) {
        return DatabaseFailure.caused(new IllegalStateException("x", new SQLException("x", state, code)));
    }
}
