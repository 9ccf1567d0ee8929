package org.flotilla.queue.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.flotilla.core.sql.Dialect;
import org.flotilla.queue.EventState;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("U1 the queue in numbers, with 200,000 events")
class JdbcEventReadsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @BeforeEach
    void manyWait() {
        assumeTrue(DATABASE.dialect() == Dialect.POSTGRESQL, "plans are PostgreSQL's");
        DATABASE.jdbi().useHandle(handle -> {
            handle.execute("""
                    insert into event (id, cycle_id, type, action, attributes, state, priority, due_at, owner_incarnation, attempts,
                        max_attempts, created_at, changed_at)
                    select n, 'cycle-' || n, 'PUSH', 'push-file', '{}',
                        case when n <= 3 then 'FAILED' when n <= 5 then 'SUSPENDED' when n <= 9 then 'RUNNING' else 'READY' end,
                        5, now(), case when n between 6 and 9 then 1 end, 0, 8, now(), now()
                    from generate_series(1, 200000) n
                    """);
            handle.execute("analyze event");
        });
    }

    @Test
    @DisplayName("U1 of one state no more are counted than can be quickly; of the others all")
    void figures_countNoMoreThanQuickly() {
        assertThat(new JdbcEventReads(DATABASE.database()).figures().unfinished())
                .containsOnly(
                        Map.entry(EventState.READY, 100_001L),
                        Map.entry(EventState.RUNNING, 4L),
                        Map.entry(EventState.FAILED, 3L),
                        Map.entry(EventState.SUSPENDED, 2L));
    }

    @Test
    @DisplayName("U1 only what waits is read in the table, and not all of it; the others by their indexes")
    void figures_readIndexes() {
        List<String> plan = DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("explain "
                                + DATABASE.database()
                                        .statements(JdbcEventReads.class, "figures.sql")
                                        .get("countByState"))
                        .bind("most", 100_001)
                        .mapTo(String.class)
                        .list());

        assertThat(plan)
                .filteredOn(line -> line.contains("Seq Scan"))
                .singleElement()
                .asString()
                .contains("Seq Scan on event");
        assertThat(plan).anyMatch(line -> line.contains("event_running"));
        assertThat(plan).filteredOn(line -> line.contains("event_set_aside")).hasSize(2);
    }
}
