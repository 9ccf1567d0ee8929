package org.flotilla.schedule.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.flotilla.core.sql.Dialect;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S1 what each node asks for each second reads no more than what is due")
class DueSchedulesPlanTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void upcoming_readsTheIndexOfWhatIsDue() {
        assumeTrue(DATABASE.dialect() == Dialect.POSTGRESQL, "plans are PostgreSQL's");
        String statement = DATABASE.database()
                .statements(SqlScheduleStore.class, "schedule.sql")
                .get("upcoming");

        List<String> plan = DATABASE.jdbi().withHandle(handle -> {
            handle.execute("""
                    insert into schedule (name, kind, expression, time_zone, job, job_parameters, enabled, next_fire_at, version)
                    select 's-' || n, 'INTERVAL', '3600', 'UTC', 'purge', '{}', n % 10 > 0, now() + n * interval '1 minute', 1
                    from generate_series(1, 20000) n
                    """);
            handle.execute("analyze schedule");
            return handle.createQuery("explain " + statement)
                    .bind("limit", 200)
                    .mapTo(String.class)
                    .list();
        });

        assertThat(plan)
                .anyMatch(line -> line.contains("using schedule_due"))
                .noneMatch(line -> line.contains("Seq Scan") || line.contains("Sort"));
    }
}
