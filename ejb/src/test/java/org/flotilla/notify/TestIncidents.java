package org.flotilla.notify;

import org.flotilla.test.TestDatabase;

/** Incidents to tell of. */
final class TestIncidents {

    private TestIncidents() {}

    static long insert(TestDatabase database) {
        return insert(database, "null");
    }

    static long insertClosed(TestDatabase database) {
        return insert(database, "current_timestamp");
    }

    private static long insert(TestDatabase database, String closedAt) {
        return database.jdbi().withHandle(handle -> {
            handle.execute(
                    "insert into incident (kind, opened_at, below_since, closed_at, required_nodes, online_nodes,"
                            + " node_states, opened_by) values ('TOO_FEW_NODES', current_timestamp, current_timestamp, "
                            + closedAt + ", 2, 1, '', 'node-1')");
            return handle.createQuery("select max(id) from incident")
                    .mapTo(Long.class)
                    .one();
        });
    }
}
