package org.flotilla.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flotilla.core.sql.Dialect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns at the start if on SQL Server readers wait for writers (decision 0007): it works, but a node that hangs in a
 * transaction holds up those who only look (O5).
 */
final class RowVersions {

    private static final Logger LOG = LoggerFactory.getLogger(RowVersions.class);
    private static final String IS_ON =
            "select is_read_committed_snapshot_on, db_name() from sys.databases where database_id = db_id()";

    private RowVersions() {}

    /** Returns whether there was something to warn of. */
    static boolean warn(DataSource source, Dialect dialect) {
        if (dialect != Dialect.SQLSERVER) {
            return false;
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(IS_ON)) {
            if (!found.next() || found.getBoolean(1)) {
                return false;
            }
            LOG.warn(
                    "READ_COMMITTED_SNAPSHOT is off in the database {}: who reads waits for who writes, and pages may hang"
                            + " while a node does. Turn it on while no node runs: alter database [{}] set"
                            + " read_committed_snapshot on",
                    found.getString(2),
                    found.getString(2));
            return true;
        } catch (SQLException e) {
            LOG.warn("Whether READ_COMMITTED_SNAPSHOT is on cannot be found out; it should be", e);
            return true;
        }
    }
}
