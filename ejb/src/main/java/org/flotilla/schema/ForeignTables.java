package org.flotilla.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/**
 * Looks whether a schema that has not been ours so far is somebody else's, before our tables go into it. The server itself
 * puts some there before us: those of its batch repository, and that by which the nodes find each other.
 */
final class ForeignTables {

    private static final String HISTORY = "flyway_schema_history";
    private static final Set<String> OF_THE_SERVER =
            Set.of("job_instance", "job_execution", "step_execution", "partition_execution", "jgroupsping");
    private static final int SHOWN = 5;

    private ForeignTables() {}

    /** @throws FlotillaException CONFLICT if there are any */
    static void refuse(DataSource source) {
        List<String> tables = tables(source);
        List<String> foreign = among(tables);
        if (!foreign.isEmpty()) {
            throw new FlotillaException(
                    ErrorCode.CONFLICT,
                    "The database schema holds " + foreign.size() + " tables of something else, such as "
                            + String.join(", ", foreign.subList(0, Math.min(SHOWN, foreign.size()))) + ".",
                    "Give Flotilla a database or a schema of its own: see the datasource FlotillaDS.");
        }
    }

    /** Those that are neither ours nor the server's; a schema with our history is ours. */
    static List<String> among(Collection<String> tables) {
        List<String> names = tables.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        return names.contains(HISTORY)
                ? List.of()
                : names.stream().filter(name -> !OF_THE_SERVER.contains(name)).toList();
    }

    private static List<String> tables(DataSource source) {
        try (Connection connection = source.getConnection();
                ResultSet found = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE"})) {
            List<String> tables = new ArrayList<>();
            while (found.next()) {
                tables.add(found.getString("TABLE_NAME"));
            }
            return tables;
        } catch (SQLException e) {
            throw new FlotillaException(
                    ErrorCode.DATABASE,
                    "The tables of the database cannot be listed: " + e.getMessage(),
                    "Check the database's user and its rights.",
                    e);
        }
    }
}
