package org.flotilla.testsuite.queue;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.core.sql.Database;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.sql.JdbcEventStore;
import org.flotilla.run.EmbeddedDatabase;

/**
 * A queue in a schema of its own in which many events wait, half of them assigned to one node and half to none. However many they
 * are, the best {@value #BEST} are alike: made anew by {@link #settle}, of a higher priority than the others. No autovacuum.
 */
final class Backlog implements AutoCloseable {

    /** Which events a claim asks for. */
    enum Kind {
        ASSIGNED,
        UNASSIGNED
    }

    static final int BEST = 2_000;

    private static final NodeId NODE = new NodeId("node-1");
    private static final Incarnation LIFE = new Incarnation(1);
    private static final int PART = 1_000_000;

    private final int waiting;
    private final HikariDataSource source;
    private final BoundSource bound;
    private final JdbcEventStore store;

    Backlog(EmbeddedDatabase database, int waiting) {
        this.waiting = waiting;
        String schema = "waiting_" + waiting;
        source = QueueWorker.pool(database.url() + "?currentSchema=" + schema, database.user(), database.password());
        source.setMaximumPoolSize(2);
        Sql.execute(source, "create schema " + schema);
        new FlotillaQueue().prepare(source);
        bound = new BoundSource(source);
        store = new JdbcEventStore(new Database(bound.source()));
    }

    int waiting() {
        return waiting;
    }

    /** Submits all but the best. */
    void fill() {
        Sql.execute(source, """
                alter table event set (autovacuum_enabled = false);
                alter table event_change set (autovacuum_enabled = false);
                insert into node (name, member, address, incarnation, state, state_since, site, version, slots, running,
                    joined_at, heartbeat_at)
                values ('node-1', 'm', '127.0.0.1', 1, 'ONLINE', now(), 'PROD', '1', 16, 0, now(), now());
                vacuum analyze node
                """.split(";"));
        for (int left = waiting - BEST; left > 0; left -= PART) {
            submit(Math.min(left, PART), 5);
        }
    }

    /** Nothing is claimed, the best wait, nothing dead is left, and the planner knows it. */
    void settle() {
        Sql.execute(source, "delete from event where state = 'RUNNING' or priority = 9", "truncate table event_change");
        submit(BEST, 9);
        Sql.execute(source, "vacuum (analyze, index_cleanup on) event");
    }

    private void submit(int events, int priority) {
        Sql.execute(source, """
                insert into event (id, cycle_id, type, action, account, attributes, state, priority, due_at, assigned_node,
                    attempts, max_attempts, created_at, changed_at)
                select nextval('event_id'), cast(uuidv7() as varchar), 'PUSH', 'push-file', 'acme',
                    '{"file":"/out/file.txt"}', 'READY', %d, clock_timestamp(),
                    case when n %% 2 = 0 then 'node-1' end, 0, 8, clock_timestamp(), clock_timestamp()
                from generate_series(1, %d) n
                """.formatted(priority, events));
    }

    /** One claim with its commit. @return nanoseconds that it took */
    long claim(Kind kind, int events) {
        Callable<List<Claimed>> claim = kind == Kind.ASSIGNED
                ? () -> store.claimAssigned(NODE, LIFE, events)
                : () -> store.claimUnassigned(NODE, LIFE, events);
        long start = System.nanoTime();
        int claimed = bound.run(claim).size();
        long took = System.nanoTime() - start;
        if (claimed != events) {
            throw new IllegalStateException(claimed + " events were claimed instead of " + events);
        }
        return took;
    }

    @Override
    public void close() {
        source.close();
    }
}
