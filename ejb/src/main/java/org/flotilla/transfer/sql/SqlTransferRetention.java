package org.flotilla.transfer.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.flotilla.core.sql.Database;
import org.flotilla.transfer.TransferRetention;

/** {@code retention.sql}. */
@ApplicationScoped
public class SqlTransferRetention implements TransferRetention {

    private Database database;

    /** For CDI's proxy. */
    protected SqlTransferRetention() {}

    @Inject
    public SqlTransferRetention(Database database) {
        this.database = database;
    }

    @Override
    public int purgeBatch(Duration age, int limit) {
        String sql =
                database.statements(SqlTransferRetention.class, "retention.sql").get("purge");
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql)
                        .bind("ageSeconds", age.toSeconds())
                        .bind("limit", limit)
                        .execute());
    }
}
