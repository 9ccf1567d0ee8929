package org.flotilla.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("O2 the test database")
class TestDatabaseTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void statementsOutsideTransaction_commitByThemselves() {
        insert();

        assertThat(count()).isOne();
    }

    @Test
    void transactionThatThrows_leavesNothing() {
        assertThatThrownBy(() -> DATABASE.transact(() -> {
                    insert();
                    DATABASE.transact(() -> assertThat(count()).isOne());
                    throw new IllegalStateException("after both");
                }))
                .hasMessage("after both");

        assertThat(count()).isZero();
    }

    @Test
    void transactionThatReturns_stands() throws Exception {
        long seen = DATABASE.inTransaction(() -> {
            insert();
            return count();
        });

        assertThat(seen).isOne();
        assertThat(count()).isOne();
    }

    private static void insert() {
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into secret (name, ciphertext, created_at) values ('a', 'b', current_timestamp)"));
    }

    private static long count() {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from secret")
                        .mapTo(Long.class)
                        .one());
    }
}
