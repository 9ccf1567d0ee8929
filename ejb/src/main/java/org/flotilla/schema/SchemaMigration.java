package org.flotilla.schema;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.flotilla.core.sql.Database;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema to this version when a node starts (O2, decision 0003). Nodes that start together take turns under
 * Flyway's lock; the first does the work. If it cannot, the deployment fails with the reason, and nothing has been changed;
 * while the server boots it is then tried again (decision 0012).
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SchemaMigration {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaMigration.class);

    /**
     * How long a statement may take, and how long another node's migration is waited for, which on SQL Server Flyway fixes at
     * an hour. Longer than the server waits for a deployment: what one start cannot finish must not be in vain.
     */
    private static final Duration PATIENCE = Duration.ofHours(1);

    @Inject
    private Database database;

    @PostConstruct
    void migrate() {
        ForeignTables.refuse(database.dataSource());
        RowVersions.warn(database.dataSource(), database.dialect());
        MigrateResult result = flyway().migrate();
        LOG.info("The database schema is at version {} ({} applied now)", version(result), result.migrationsExecuted);
    }

    private static String version(MigrateResult result) {
        return result.targetSchemaVersion == null ? result.initialSchemaVersion : result.targetSchemaVersion;
    }

    /**
     * The server's batch repository may have put its tables into the schema before us: hence the baseline. The lock is one of
     * the session: the datasource has the database end a transaction that does nothing for a while, as one with the lock
     * would while another connection migrates. It is tried once a second.
     */
    private Flyway flyway() {
        return Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(PatientConnections.of(database, PATIENCE))
                .locations("classpath:db/migration/" + database.dialect().folder())
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .cleanDisabled(true)
                .lockRetryCount(Math.toIntExact(PATIENCE.toSeconds()))
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load();
    }
}
