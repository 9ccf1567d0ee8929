package org.flotilla.transfer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S3 forgetting old transfers")
class SqlTransferRetentionTest {

    private static final String LONG_AGO = "'2026-01-01 00:00:00+00:00'";

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final SqlTransferRetention retention = new SqlTransferRetention(DATABASE.database());

    @Test
    void oldEnded_goAndTheOthersStay() {
        transfer(1, "DONE", LONG_AGO, LONG_AGO, "null");
        transfer(2, "FAILED", LONG_AGO, LONG_AGO, "null");
        transfer(3, "DONE", LONG_AGO, "current_timestamp", "null");
        transfer(4, "SENDING", LONG_AGO, "null", "null");
        transfer(5, "DONE", "current_timestamp", "current_timestamp", "null");

        assertThat(retention.purgeBatch(Duration.ofDays(1), 10)).isEqualTo(2);

        assertThat(ids()).containsExactly(3L, 4L, 5L);
        assertThat(retention.purgeBatch(Duration.ofDays(1), 10)).isZero();
    }

    @Test
    void failedThatIsTriedAgain_stays() {
        transfer(1, "FAILED", LONG_AGO, LONG_AGO, "77");
        execute("insert into event (id, cycle_id, type, action, attributes, state, priority, due_at, attempts,"
                + " max_attempts, created_at, changed_at) values (77, 'c', 'PUSH', 'push-file', '{}', 'FAILED', 5,"
                + " current_timestamp, 1, 8, current_timestamp, current_timestamp)");

        assertThat(retention.purgeBatch(Duration.ofDays(1), 10)).isZero();
    }

    @Test
    void limit_isKept() {
        for (int id = 1; id <= 5; id++) {
            transfer(id, "DONE", LONG_AGO, LONG_AGO, "null");
        }

        assertThat(retention.purgeBatch(Duration.ofDays(1), 3)).isEqualTo(3);
        assertThat(ids()).hasSize(2);
    }

    private static void transfer(long id, String state, String startedAt, String endedAt, String event) {
        execute(
                "insert into transfer (id, cycle_id, direction, account, protocol, folder, file_name, size, content, state,"
                        + " event_id, started_at, changed_at, ended_at) values (" + id
                        + ", 'c', 'OUT', 'a', 'SFTP', '/', 'f', 1,"
                        + " 'x', '" + state + "', " + event + ", " + startedAt + ", " + startedAt + ", " + endedAt
                        + ")");
    }

    private static List<Long> ids() {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("select id from transfer order by id")
                        .mapTo(Long.class)
                        .list());
    }

    private static void execute(String sql) {
        DATABASE.jdbi().useHandle(handle -> handle.execute(sql));
    }
}
