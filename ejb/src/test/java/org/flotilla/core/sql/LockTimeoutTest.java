package org.flotilla.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("O2 locks that could not be had in time")
class LockTimeoutTest {

    @Test
    void ofPostgresql_isOne() {
        assertThat(LockTimeout.caused(new IllegalStateException(new SQLException("lock timeout", "55P03"))))
                .isTrue();
    }

    @Test
    void ofSqlServer_isOne() {
        assertThat(LockTimeout.caused(new IllegalStateException(new SQLException("lock request", "S0051", 1222))))
                .isTrue();
    }

    @Test
    void otherFailure_isNone() {
        assertThat(LockTimeout.caused(new IllegalStateException(new SQLException("cancelled", "57014"))))
                .isFalse();
        assertThat(LockTimeout.caused(new IllegalStateException("no database"))).isFalse();
    }
}
