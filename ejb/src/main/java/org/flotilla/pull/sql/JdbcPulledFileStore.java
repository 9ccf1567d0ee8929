package org.flotilla.pull.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.flotilla.core.sql.Database;
import org.flotilla.pull.HeldFile;
import org.flotilla.pull.PulledFile;
import org.flotilla.pull.PulledFileStore;
import org.flotilla.queue.Claim;
import org.flotilla.site.RemoteFile;
import org.flotilla.storage.ContentId;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;

/** {@code pulled_file.sql}. Thread-safe. */
@ApplicationScoped
public class JdbcPulledFileStore implements PulledFileStore {

    private final Database database;

    /** For CDI's proxy. */
    protected JdbcPulledFileStore() {
        this(null);
    }

    @Inject
    public JdbcPulledFileStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean insert(PulledFile file, Claim claim) {
        return update(
                "insert",
                file,
                update -> bind(update, claim)
                        .bind("folder", file.folder())
                        .bind("fileName", file.file().name())
                        .bind("size", file.file().size())
                        .bind("modifiedAt", file.file().modified().getEpochSecond()));
    }

    @Override
    public Optional<HeldFile> take(PulledFile file, Claim claim) {
        return database.jdbi()
                .withHandle(handle -> bind(bind(handle.createQuery(sql("take")), file), claim)
                        .map((row, context) -> held(row))
                        .findOne());
    }

    @Override
    public boolean fetched(PulledFile file, Claim claim, ContentId part, long bytes) {
        return update(
                "fetched",
                file,
                update -> bind(update, claim).bind("part", part.value()).bind("bytes", bytes));
    }

    @Override
    public boolean arrived(PulledFile file, Claim claim, long transferId) {
        return update("arrived", file, update -> bind(update, claim).bind("transfer", transferId));
    }

    @Override
    public boolean forget(PulledFile file, Claim claim) {
        return update("forget", file, update -> bind(update, claim));
    }

    @Override
    public boolean seen(PulledFile file) {
        return update("seen", file, update -> update);
    }

    @Override
    public Set<String> seenLately(String site, String account, Collection<String> keys) {
        String list = Json.createArrayBuilder(keys).build().toString();
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("seenLately"))
                        .bind("site", site)
                        .bind("account", account)
                        .bind("keys", list)
                        .mapTo(String.class)
                        .collect(Collectors.toSet()));
    }

    @Override
    public List<PulledFile> unseen(String site, String account, String folder, Duration age, int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("unseen"))
                        .bind("site", site)
                        .bind("account", account)
                        .bind("folder", folder)
                        .bind("seconds", age.toSeconds())
                        .bind("limit", limit)
                        .map((row, context) -> new PulledFile(site, account, row.getString("folder"), file(row)))
                        .list());
    }

    private boolean update(String name, PulledFile file, UnaryOperator<Update> binding) {
        return database.jdbi()
                        .withHandle(handle -> binding.apply(bind(handle.createUpdate(sql(name)), file))
                                .execute())
                == 1;
    }

    private String sql(String name) {
        return database.statements(JdbcPulledFileStore.class, "pulled_file.sql").get(name);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, PulledFile file) {
        return statement
                .bind("site", file.site())
                .bind("account", file.account())
                .bind("key", file.key());
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Claim claim) {
        return statement
                .bind("event", claim.event().value())
                .bind("incarnation", claim.incarnation().value())
                .bind("attempt", claim.attempt());
    }

    private static HeldFile held(ResultSet row) throws SQLException {
        String part = row.getString("part");
        return new HeldFile(
                "ARRIVED".equals(row.getString("state")),
                part == null ? null : new ContentId(part),
                row.getLong("fetched"));
    }

    private static RemoteFile file(ResultSet row) throws SQLException {
        return new RemoteFile(
                row.getString("file_name"), row.getLong("size"), Instant.ofEpochSecond(row.getLong("modified_at")));
    }
}
