package org.flotilla.notify;

import java.util.List;
import org.flotilla.notify.sql.SqlOutboxStore;
import org.flotilla.test.TestDatabase;

/** The outbox of the database, for tests of those who put something in. */
public final class TestOutbox {

    private TestOutbox() {}

    public static Outbox of(TestDatabase database) {
        return new Outbox(new SqlOutboxStore(database.database()), List.of());
    }
}
