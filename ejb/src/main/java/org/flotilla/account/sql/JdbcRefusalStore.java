package org.flotilla.account.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.flotilla.account.RefusalStore;
import org.flotilla.account.RefusalStore.Subjects;
import org.flotilla.core.sql.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * The table {@code sign_in_refusal}: a row for what has been refused, and one without refusals for what is known. A row that
 * is added takes the place of those that are a day, or that are known and a month old.
 */
@ApplicationScoped
public class JdbcRefusalStore implements RefusalStore {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration KNOWN = Duration.ofDays(30);

    private final Database database;

    /** For CDI's proxy. */
    protected JdbcRefusalStore() {
        this(null);
    }

    @Inject
    public JdbcRefusalStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean isLocked(Subjects subjects) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("locked"))
                                .bind("pair", subjects.pair())
                                .bind("network", subjects.network())
                                .bind("account", subjects.account())
                                .bind("known", subjects.known())
                                .mapTo(Integer.class)
                                .one()
                        > 0);
    }

    @Override
    public boolean count(String subject, int most, Duration span) {
        return database.jdbi().withHandle(handle -> {
            insertIfAbsent(handle, subject);
            spanned(handle, "count", subject, span).execute();
            return spanned(handle, "lock", subject, span).bind("most", most).execute() == 1;
        });
    }

    @Override
    public void forget(String subject) {
        database.jdbi()
                .useHandle(handle ->
                        update(handle, "forget").bind("subject", subject).execute());
    }

    @Override
    public void remember(String subject) {
        database.jdbi().useHandle(handle -> {
            if (!insertIfAbsent(handle, subject)) {
                update(handle, "remember").bind("subject", subject).execute();
            }
        });
    }

    private boolean insertIfAbsent(Handle handle, String subject) {
        if (update(handle, "insertIfAbsent").bind("subject", subject).execute() == 0) {
            return false;
        }
        update(handle, "forgetOld")
                .bind("seconds", KEPT.toSeconds())
                .bind("knownSeconds", KNOWN.toSeconds())
                .execute();
        return true;
    }

    private Update spanned(Handle handle, String statement, String subject, Duration span) {
        return update(handle, statement).bind("subject", subject).bind("seconds", span.toSeconds());
    }

    private Update update(Handle handle, String statement) {
        return handle.createUpdate(sql(statement));
    }

    private String sql(String name) {
        return database.statements(JdbcRefusalStore.class, "sign_in.sql").get(name);
    }
}
