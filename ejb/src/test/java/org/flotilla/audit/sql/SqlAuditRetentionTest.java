package org.flotilla.audit.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S3 the purge of the audit log")
class SqlAuditRetentionTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final SqlAuditRetention retention = new SqlAuditRetention(DATABASE.database());

    @Test
    void old_isDeletedAFewAtATime_youngIsKept() {
        record(1, 40);
        record(2, 35);
        record(3, 31);
        record(4, 29);

        assertThat(purge(2)).isEqualTo(2);
        assertThat(purge(2)).isEqualTo(1);
        assertThat(purge(2)).isZero();

        List<Long> left = DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("select id from audit")
                        .mapTo(Long.class)
                        .list());
        assertThat(left).containsExactly(4L);
    }

    private int purge(int limit) {
        return retention.purge(Duration.ofDays(30), limit);
    }

    private static void record(long id, int daysAgo) {
        DATABASE.jdbi()
                .useHandle(handle -> handle.createUpdate("insert into audit (id, at, actor, action, subject)"
                                + " values (:id, :at, 'ada', 'site.create', 'bank')")
                        .bind("id", id)
                        .bind("at", OffsetDateTime.now(ZoneOffset.UTC).minusDays(daysAgo))
                        .execute());
    }
}
