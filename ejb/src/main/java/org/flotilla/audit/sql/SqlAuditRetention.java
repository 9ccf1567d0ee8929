package org.flotilla.audit.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.flotilla.audit.AuditRetention;
import org.flotilla.core.sql.Database;

/** {@code audit.sql}. */
@ApplicationScoped
public class SqlAuditRetention implements AuditRetention {

    private Database database;

    /** For CDI's proxy. */
    protected SqlAuditRetention() {}

    @Inject
    public SqlAuditRetention(Database database) {
        this.database = database;
    }

    @Override
    public int purge(Duration age, int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(database.statements(SqlAuditRetention.class, "audit.sql")
                                .get("purge"))
                        .bind("ageMillis", age.toMillis())
                        .bind("limit", limit)
                        .execute());
    }
}
