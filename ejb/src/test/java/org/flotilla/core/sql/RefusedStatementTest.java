package org.flotilla.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("O2 what the database refuses for good")
class RefusedStatementTest {

    @ParameterizedTest
    @ValueSource(strings = {"22P05", "22001", "23505", "54000"})
    void refusedValues_areRefused(String state) {
        assertThat(refused(state, 0)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "40001", "40P01", "55P03", "28P01", "53300", "S0001"})
    void unreachableOrBusy_isNot(String state) {
        assertThat(refused(state, 0)).isFalse();
    }

    @Test
    void sqlServersOwnNumbers_areRefused() {
        assertThat(refused("S0001", 13609)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "42000"})
    @DisplayName("O2 the victim of a deadlock on SQL Server is no refusal, whatever state the driver gives it")
    void victimOfDeadlock_isNot(String state) {
        assertThat(refused(state, 1205)).isFalse();
    }

    @Test
    void withoutSql_isNot() {
        assertThat(RefusedStatement.caused(new IllegalStateException("x"))).isFalse();
        assertThat(refused(null, 0)).isFalse();
    }

    private static boolean refused(String state, int code) {
        return RefusedStatement.caused(new IllegalStateException("x", new SQLException("x", state, code)));
    }
}
