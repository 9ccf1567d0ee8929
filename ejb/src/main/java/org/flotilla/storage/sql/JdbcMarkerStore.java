package org.flotilla.storage.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.flotilla.core.sql.Database;
import org.flotilla.storage.MarkerStore;

/** The columns of the storage in the one row of {@code cluster}. */
@ApplicationScoped
public class JdbcMarkerStore implements MarkerStore {

    private final Database database;

    /** For CDI's proxy. */
    protected JdbcMarkerStore() {
        this(null);
    }

    @Inject
    public JdbcMarkerStore(Database database) {
        this.database = database;
    }

    @Override
    public Known read() {
        return known("read");
    }

    @Override
    public Known lock() {
        return known("lock");
    }

    @Override
    public void mark() {
        database.jdbi().useHandle(handle -> handle.createUpdate(sql("mark")).execute());
    }

    private Known known(String statement) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql(statement))
                        .map((row, context) -> new Known(row.getString("storage_id"), row.getBoolean("storage_marked")))
                        .one());
    }

    private String sql(String name) {
        return database.statements(JdbcMarkerStore.class, "marker.sql").get(name);
    }
}
