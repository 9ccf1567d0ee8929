package org.flotilla.testsuite.queue;

import java.util.List;
import javax.sql.DataSource;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameters;
import org.flotilla.core.NodeId;
import org.flotilla.core.sql.Database;
import org.flotilla.queue.EventHandler;
import org.flotilla.queue.OwnedEvent;
import org.flotilla.queue.QueueEngine;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/** Flotilla's own queue: its classes, its statements, its history. Events are submitted by SQL, which is not measured. */
final class FlotillaQueue implements Contestant {

    private static final String ACTION = "no-op";

    @Override
    public int tasks() {
        return 200_000;
    }

    @Override
    public void prepare(DataSource source) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/postgresql")
                .load()
                .migrate();
    }

    @Override
    public void fill(DataSource source, int tasks) {
        Sql.execute(source, "truncate table event, event_history, event_change, node", """
                with made as (
                    insert into event (id, cycle_id, type, action, account, attributes, state, priority, due_at, attempts,
                        max_attempts, created_at, changed_at)
                    select nextval('event_id'), cast(uuidv7() as varchar), 'PUSH', '%s', 'acme',
                        '{"file":"/out/file.txt"}', 'READY', 5, clock_timestamp(), 0, 8, clock_timestamp(), clock_timestamp()
                    from generate_series(1, %d)
                    returning id
                )
                insert into event_change (event_id, at, to_state, reason)
                select id, clock_timestamp(), 'READY', 'Submitted' from made
                """.formatted(ACTION, tasks));
    }

    @Override
    public String unfinished() {
        return "select 1 from event limit 1";
    }

    @Override
    public List<String> tables() {
        return List.of("event", "event_history", "event_change", "node");
    }

    @Override
    public AutoCloseable start(DataSource source, String node) {
        BoundSource bound = new BoundSource(source);
        Database database = new Database(bound.source());
        database.jdbi().setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                Handled.statement();
            }
        });
        return new QueueEngine(database, bound, new NodeId(node), new Slots(), new NoOp());
    }

    private static final class NoOp implements EventHandler {
        @Override
        public String action() {
            return ACTION;
        }

        @Override
        public String handle(OwnedEvent event) {
            Handled.one();
            return null;
        }
    }

    /** As many slots as the others have threads; all else has its default. */
    private static final class Slots implements Parameters {
        @Override
        public <T> T get(Parameter<T> parameter) {
            boolean slots = parameter.name().equals("EventQueue.taskProcessor.slots");
            return parameter.reader().apply(slots ? Integer.toString(THREADS) : parameter.defaultText());
        }
    }
}
