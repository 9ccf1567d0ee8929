package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Q6 the class of a failure")
class ErrorClassTest {

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, PASSING",
        "PARTNER_BUSY, PASSING",
        "BUSY, PASSING",
        "BAD_CREDENTIALS, PERMANENT",
        "PARTNER_REFUSED, PERMANENT",
        "PARTNER_IDENTITY, PERMANENT",
        "PERMISSION_DENIED, PERMANENT",
        "FILE_MISSING, PERMANENT",
        "NOT_FOUND, PERMANENT",
        "INVALID_INPUT, PERMANENT",
        "DATABASE, DATABASE",
        "STORAGE, STORAGE",
        "NODE_NOT_READY, NODE",
        "INTERNAL, DEFECT",
        "NOT_OWNER, TAKEN"
    })
    void ofCode_isOfTheTable(ErrorCode code, ErrorClass expected) {
        assertThat(ErrorClass.of(new FlotillaException(code, "What.", "Do.")))
                .isEqualTo(expected)
                .isEqualTo(ErrorClass.of(code));
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    @DisplayName("Q6 is retried exactly if the code says that it can pass")
    void retried_asTheCodeSays(ErrorCode code) {
        assertThat(ErrorClass.of(code).isRetried()).isEqualTo(code.isTransient());
    }

    @Test
    @DisplayName("Q6 a connection that breaks, a deadlock and a commit that fails are our database's")
    void databaseThatFails_isOurs() {
        assertThat(ErrorClass.of(wrapped("08006"))).isEqualTo(ErrorClass.DATABASE);
        assertThat(ErrorClass.of(wrapped("40P01"))).isEqualTo(ErrorClass.DATABASE);
        assertThat(ErrorClass.of(wrapped("57P01"))).isEqualTo(ErrorClass.DATABASE);
        assertThat(ErrorClass.of(wrapped(null))).isEqualTo(ErrorClass.DATABASE);
        assertThat(ErrorClass.of(new RollbackException("Could not commit"))).isEqualTo(ErrorClass.DATABASE);
    }

    @Test
    @DisplayName("Q6 values and statements that the database refuses are defects, like all else that nobody foresaw")
    void refusedStatements_areDefects() {
        assertThat(ErrorClass.of(wrapped("22001"))).isEqualTo(ErrorClass.DEFECT);
        assertThat(ErrorClass.of(wrapped("23505"))).isEqualTo(ErrorClass.DEFECT);
        assertThat(ErrorClass.of(wrapped("42703"))).isEqualTo(ErrorClass.DEFECT);
        assertThat(ErrorClass.of(new SQLException("Invalid column name", "S0001", 207)))
                .isEqualTo(ErrorClass.DEFECT);
        assertThat(ErrorClass.of(new StackOverflowError())).isEqualTo(ErrorClass.DEFECT);
        assertThat(ErrorClass.of(new InterruptedException())).isEqualTo(ErrorClass.DEFECT);
    }

    private static Throwable wrapped(String state) {
        return new IllegalStateException(new RuntimeException(new SQLException("test", state)));
    }
}
