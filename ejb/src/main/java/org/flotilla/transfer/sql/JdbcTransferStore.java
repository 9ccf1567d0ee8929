package org.flotilla.transfer.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.core.Page;
import org.flotilla.core.sql.Database;
import org.flotilla.core.sql.LockTimeout;
import org.flotilla.core.sql.Statements;
import org.flotilla.core.sql.StoredText;
import org.flotilla.storage.ContentId;
import org.flotilla.transfer.Destination;
import org.flotilla.transfer.Landing;
import org.flotilla.transfer.NewArrival;
import org.flotilla.transfer.NewPush;
import org.flotilla.transfer.Outgoing;
import org.flotilla.transfer.PlaceTakenException;
import org.flotilla.transfer.Transfer;
import org.flotilla.transfer.TransferFilter;
import org.flotilla.transfer.TransferStore;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The table of transfers in the external database. Thread-safe. */
@ApplicationScoped
public class JdbcTransferStore implements TransferStore {
    private static final int LONGEST_ERROR = 2000;
    private static final int MOST_ROWS = 1000;
    private static final int PATIENCE_SECONDS = 5;

    /** Of a result without an end, so that not all of it is in memory. */
    private static final int AT_ONCE = 1000;

    private final Database database;
    private final int patienceSeconds;
    private volatile Statements statements;

    /** For CDI's proxy. */
    protected JdbcTransferStore() {
        this(null);
    }

    @Inject
    public JdbcTransferStore(Database database) {
        this(database, PATIENCE_SECONDS);
    }

    /** @param patienceSeconds how long a statement of an arrival waits for others at most */
    JdbcTransferStore(Database database, int patienceSeconds) {
        this.database = database;
        this.patienceSeconds = patienceSeconds;
    }

    @Override
    public long insertArrival(NewArrival arrival) {
        return query(
                "insertArrival",
                query -> query.setQueryTimeout(patienceSeconds)
                        .bind("cycleId", arrival.cycleId().value())
                        .bind("account", arrival.arrival().account())
                        .bind("site", arrival.arrival().site())
                        .bind("protocol", arrival.arrival().protocol())
                        .bind("node", arrival.node().name())
                        .bind("incarnation", arrival.incarnation().value())
                        .bind("peer", arrival.arrival().peer())
                        .bind("folder", arrival.arrival().path().folder())
                        .bind("fileName", arrival.arrival().path().fileName())
                        .bind("size", arrival.content().size())
                        .bind("sha256", arrival.content().sha256())
                        .bind("content", arrival.content().id().value())
                        .bind("tookMillis", arrival.arrival().took().toMillis())
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public Optional<Long> findArrival(ContentId content) {
        return query(
                "findArrival",
                query -> query.setQueryTimeout(patienceSeconds)
                        .bind("content", content.value())
                        .mapTo(Long.class)
                        .findOne());
    }

    @Override
    public boolean landed(long id) {
        return update(
                "landed", update -> update.setQueryTimeout(patienceSeconds).bind("id", id));
    }

    @Override
    public boolean landingFailed(long id, String error) {
        return update("landingFailed", update -> update.bind("id", id).bind("error", shortened(error)));
    }

    @Override
    public List<Landing> landings(int limit) {
        return query(
                "landings",
                query -> query.setQueryTimeout(patienceSeconds)
                        .bind("limit", limit)
                        .map((row, context) -> TransferRow.landing(row))
                        .list());
    }

    @Override
    public void lockPlace(String account, String path, Duration patience) {
        PlaceLock.ensureHeld(outcome(account, path, patience), path);
    }

    /** PostgreSQL throws where SQL Server answers. */
    private int outcome(String account, String path, Duration patience) {
        try {
            return query(
                    "lockPlace",
                    query -> query.bind("place", place(account, path))
                            .bind("millis", patience.toMillis())
                            .map((row, context) -> row.getInt("outcome"))
                            .one());
        } catch (JdbiException e) {
            throw LockTimeout.caused(e) ? new PlaceTakenException(path, e) : e;
        }
    }

    /** Short, and the same on all nodes. */
    private static String place(String account, String path) {
        String place = account + ":" + path;
        return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)).toString();
    }

    @Override
    public boolean isSuperseded(Landing landing) {
        return query(
                        "later",
                        query -> query.setQueryTimeout(patienceSeconds)
                                .bind("id", landing.transferId())
                                .bind("account", landing.account())
                                .bind("folder", landing.folder())
                                .bind("fileName", landing.fileName())
                                .mapTo(Long.class)
                                .one())
                > 0;
    }

    @Override
    public Optional<Outgoing> findOutgoing(EventId eventId) {
        return query(
                "findOutgoing",
                query -> query.bind("eventId", eventId.value())
                        .map((row, context) -> TransferRow.outgoing(row))
                        .findOne());
    }

    @Override
    public Outgoing insertPush(NewPush push) {
        return query(
                "insertPush",
                query -> query.bind("cycleId", push.order().cycleId().value())
                        .bind("account", push.order().account())
                        .bind("site", push.order().site())
                        .bind("protocol", push.protocol())
                        .bind("peer", push.peer())
                        .bind("folder", push.folder())
                        .bind("fileName", push.order().fileName())
                        .bind("size", push.order().content().size())
                        .bind("sha256", push.order().content().sha256())
                        .bind("content", push.order().content().id().value())
                        .bind("eventId", push.eventId().value())
                        .map((row, context) -> TransferRow.outgoing(row))
                        .one());
    }

    @Override
    public boolean sending(long id, NodeId node, Incarnation incarnation, Destination destination) {
        return update(
                "sending",
                update -> update.bind("id", id)
                        .bind("node", node.name())
                        .bind("incarnation", incarnation.value())
                        .bind("peer", destination.peer())
                        .bind("peerKey", destination.peerKey())
                        .bind("tempPath", destination.tempPath()));
    }

    @Override
    public boolean publishing(long id, String finalPath, String sha256) {
        return update(
                "publishing",
                update -> update.bind("id", id).bind("finalPath", finalPath).bind("sha256", sha256));
    }

    @Override
    public boolean published(long id, NodeId node, String note) {
        return update(
                "published",
                update -> update.bind("id", id).bind("node", node.name()).bind("error", note));
    }

    @Override
    public boolean sendingFailed(long id, NodeId node, String error) {
        return update(
                "sendingFailed",
                update -> update.bind("id", id).bind("node", node.name()).bind("error", shortened(error)));
    }

    @Override
    public boolean publishingFailed(long id, NodeId node, String error) {
        return update(
                "publishingFailed",
                update -> update.bind("id", id).bind("node", node.name()).bind("error", shortened(error)));
    }

    @Override
    public Optional<Transfer> find(long id) {
        return query(
                "find",
                query -> query.bind("id", id)
                        .map((row, context) -> TransferRow.transfer(row))
                        .findOne());
    }

    @Override
    public Page<Transfer> find(TransferFilter filter, String cursor, int limit) {
        int rows = Math.max(1, Math.min(limit, MOST_ROWS));
        List<Transfer> found = query(
                "list",
                query -> query.bind("before", before(cursor))
                        .bind(
                                "cycleId",
                                filter.cycleId() == null
                                        ? null
                                        : filter.cycleId().value())
                        .bind("account", filter.account())
                        .bind("site", filter.site())
                        .bind(
                                "direction",
                                filter.direction() == null
                                        ? null
                                        : filter.direction().name())
                        .bind(
                                "state",
                                filter.state() == null ? null : filter.state().name())
                        .bind("fileName", filter.fileName())
                        .bind("limit", rows + 1)
                        .map((row, context) -> TransferRow.transfer(row))
                        .list());
        List<Transfer> page = found.subList(0, Math.min(rows, found.size()));
        return new Page<>(
                page, found.size() > rows ? Long.toString(page.get(rows - 1).id()) : null);
    }

    @Override
    public List<ContentId> deleteOlderThan(Duration age, int limit) {
        return query(
                "deleteOlderThan",
                query -> query.bind("seconds", age.toSeconds())
                        .bind("limit", limit)
                        .map((row, context) -> new ContentId(row.getString("content")))
                        .list());
    }

    @Override
    public void eachAwaited(String account, Consumer<ContentId> content) {
        long after = 0;
        List<Awaited> part;
        do {
            part = awaited(account, after);
            for (Awaited each : part) {
                after = Math.max(after, each.event());
                each.content().map(ContentId::new).ifPresent(content);
            }
        } while (!part.isEmpty());
    }

    /** @param content empty if the event has no transfer of the account */
    private record Awaited(long event, Optional<String> content) {}

    private List<Awaited> awaited(String account, long after) {
        return query(
                "awaited",
                query -> query.bind("account", account)
                        .bind("after", after)
                        .bind("limit", AT_ONCE)
                        .map((row, context) ->
                                new Awaited(row.getLong("id"), Optional.ofNullable(row.getString("content"))))
                        .list());
    }

    @Override
    public Set<ContentId> referred(Collection<ContentId> contents) {
        if (contents.isEmpty()) {
            return Set.of();
        }
        return query(
                "referred",
                query -> query.bind("contents", json(contents))
                        .map((row, context) -> new ContentId(row.getString("content")))
                        .collect(Collectors.toSet()));
    }

    private static String json(Collection<ContentId> contents) {
        return Json.createArrayBuilder(contents.stream().map(ContentId::value).toList())
                .build()
                .toString();
    }

    private static long before(String cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw FlotillaException.invalid(
                    "'" + cursor + "' is not a cursor of this list.", "Use the cursor that came with the page before.");
        }
    }

    private static String shortened(String text) {
        return text == null ? null : StoredText.fit(text, LONGEST_ERROR);
    }

    private <T> T query(String name, Function<Query, T> work) {
        return database.jdbi().withHandle(handle -> work.apply(handle.createQuery(statement(name))));
    }

    private boolean update(String name, UnaryOperator<Update> binding) {
        return database.jdbi()
                        .withHandle(handle -> binding.apply(handle.createUpdate(statement(name)))
                                .execute())
                == 1;
    }

    private String statement(String name) {
        Statements present = statements;
        if (present == null) {
            present = database.statements(JdbcTransferStore.class, "transfer.sql");
            statements = present;
        }
        return present.get(name);
    }
}
