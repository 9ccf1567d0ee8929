package org.flotilla.queue.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.core.Json;
import org.flotilla.core.NodeId;
import org.flotilla.core.sql.Database;
import org.flotilla.core.sql.StoredMoment;
import org.flotilla.queue.Claim;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.EventState;
import org.flotilla.queue.EventStore;
import org.flotilla.queue.TaskType;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The tables of the queue: what changes them. */
@ApplicationScoped
public class JdbcEventStore implements EventStore {

    /** A key that is in use may be purged before the look at whose it is: then it is free. */
    private static final int KEY_ATTEMPTS = 3;

    private final Database database;

    /** For CDI's proxy. */
    protected JdbcEventStore() {
        this(null);
    }

    @Inject
    public JdbcEventStore(Database database) {
        this.database = database;
    }

    @Override
    public List<EventId> nextIds(int count) {
        JsonArrayBuilder counts = Json.array();
        for (int i = 0; i < count; i++) {
            counts.add(i);
        }
        String json = counts.build().toString();
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("nextIds"))
                        .bind("counts", json)
                        .map((row, context) -> new EventId(row.getLong("id")))
                        .list());
    }

    @Override
    public Optional<EventId> useKey(String idempotencyKey, EventId id) {
        for (int attempt = 0; attempt < KEY_ATTEMPTS; attempt++) {
            if (insertKey(idempotencyKey, id)) {
                return Optional.empty();
            }
            Optional<EventId> first = findKey(idempotencyKey);
            if (first.isPresent()) {
                return first;
            }
        }
        throw new FlotillaException(
                ErrorCode.BUSY, "The idempotency key is used and purged again and again.", "Submit it once more.");
    }

    private boolean insertKey(String idempotencyKey, EventId id) {
        int inserted = update(
                "insertKey",
                update -> update.bind("idempotencyKey", idempotencyKey).bind("id", id.value()));
        return inserted == 1;
    }

    @Override
    public Optional<EventId> findKey(String idempotencyKey) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("findKey"))
                        .bind("idempotencyKey", idempotencyKey)
                        .map((row, context) -> new EventId(row.getLong("event_id")))
                        .findOne());
    }

    @Override
    public void insert(EventId id, EventRequest request, Optional<NodeId> assigned, NodeId by) {
        update(
                "insert",
                update -> StoredMoment.bind(update, "dueAt", request.dueAt())
                        .bind("id", id.value())
                        .bind("cycleId", request.cycleId().value())
                        .bind("type", request.type().name())
                        .bind("action", request.action())
                        .bind("account", request.account())
                        .bind("site", request.site())
                        .bind("orderingKey", request.orderingKey())
                        .bind("blockedBy", request.orderingKey() == null ? "NOTHING" : "KEY")
                        .bind("attributes", Json.write(request.attributes()))
                        .bind("priority", request.priority())
                        .bind("assignedNode", assigned.map(NodeId::name).orElse(null))
                        .bind(
                                "maxAttempts",
                                Objects.requireNonNullElse(request.maxAttempts(), EventRequest.USUAL_ATTEMPTS)));
        record(new Change(id, null, EventState.READY, by, null, submitted(request)));
    }

    private static String submitted(EventRequest request) {
        return "Submitted"
                + (request.dueAt() == null ? "" : ", to run not before " + request.dueAt())
                + (request.orderingKey() == null
                        ? ""
                        : ", to run after the earlier ones of the key '" + request.orderingKey() + "'");
    }

    @Override
    public List<Claimed> claimAssigned(NodeId node, Incarnation incarnation, int limit) {
        return claim("claimAssigned", node, incarnation, limit);
    }

    @Override
    public List<Claimed> claimUnassigned(NodeId node, Incarnation incarnation, int limit) {
        return claim("claimUnassigned", node, incarnation, limit);
    }

    @Override
    public List<Claimed> claimAssignedOf(
            Map<TaskType, Integer> ofTypes, NodeId node, Incarnation incarnation, int limit) {
        return claimOf("claimAssignedOf", ofTypes, node, incarnation, limit);
    }

    @Override
    public List<Claimed> claimUnassignedOf(
            Map<TaskType, Integer> ofTypes, NodeId node, Incarnation incarnation, int limit) {
        return claimOf("claimUnassignedOf", ofTypes, node, incarnation, limit);
    }

    private List<Claimed> claimOf(
            String statement, Map<TaskType, Integer> ofTypes, NodeId node, Incarnation incarnation, int limit) {
        JsonArrayBuilder types = Json.array();
        ofTypes.forEach(
                (type, most) -> types.add(Json.object().add("type", type.name()).add("most", most)));
        String json = types.build().toString();
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql(statement))
                        .bind("types", json)
                        .bind("node", node.name())
                        .bind("incarnation", incarnation.value())
                        .bind("limit", limit)
                        .map(EventRows::claimed)
                        .list());
    }

    private List<Claimed> claim(String statement, NodeId node, Incarnation incarnation, int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql(statement))
                        .bind("node", node.name())
                        .bind("incarnation", incarnation.value())
                        .bind("limit", limit)
                        .map(EventRows::claimed)
                        .list());
    }

    @Override
    public List<EventId> finish(Collection<Outcome> outcomes) {
        Map<Boolean, List<Outcome>> byEnd = outcomes.stream()
                .sorted(Comparator.comparing(outcome -> outcome.id().value()))
                .collect(Collectors.partitioningBy(outcome -> outcome.state().isFinal()));
        List<EventId> owned = new ArrayList<>(finish("finish", byEnd.get(true)));
        owned.addAll(finish("retry", byEnd.get(false)));
        return owned;
    }

    private List<EventId> finish(String statement, List<Outcome> outcomes) {
        return outcomes.isEmpty()
                ? List.of()
                : ids(statement, query -> query.bind("outcomes", EventRows.outcomes(outcomes)));
    }

    @Override
    public List<EventId> ended(Collection<Outcome> outcomes) {
        return ids("ended", query -> query.bind("outcomes", EventRows.outcomes(outcomes)));
    }

    @Override
    public boolean lockOwned(Claim claim) {
        return !lock(List.of(claim)).isEmpty();
    }

    private List<EventId> lock(List<Claim> claims) {
        return ids("lockOwned", query -> query.bind("claims", EventRows.claims(claims)));
    }

    @Override
    public List<EventId> requeue(Incarnation incarnation, Set<EventId> inHand, NodeId by, String reason) {
        return requeue(incarnation, inHand, 0, by, reason);
    }

    @Override
    public List<EventId> requeueUnbegun(Incarnation incarnation, Set<EventId> begun, NodeId by, String reason) {
        return requeue(incarnation, begun, 1, by, reason);
    }

    private List<EventId> requeue(
            Incarnation incarnation, Set<EventId> inHand, int uncounted, NodeId by, String reason) {
        List<EventId> requeued = ids(
                "requeue",
                query -> query.bind("incarnation", incarnation.value())
                        .bind("inHand", EventRows.ids(inHand))
                        .bind("uncounted", uncounted));
        recordRequeued(requeued, by, reason);
        return requeued;
    }

    @Override
    public List<EventId> giveBack(Collection<Claim> claims, NodeId by, String reason) {
        List<EventId> given = ids("giveBack", query -> query.bind("claims", EventRows.claims(claims)));
        recordRequeued(given, by, reason);
        return given;
    }

    @Override
    public int unassign(NodeId node, int limit) {
        return update("unassign", update -> update.bind("node", node.name()).bind("limit", limit));
    }

    @Override
    public List<EventId> requeueOrphans(NodeId by) {
        List<EventId> requeued = ids("requeueOrphans", query -> query);
        recordRequeued(requeued, by, "Its owner is not active");
        return requeued;
    }

    private void recordRequeued(List<EventId> requeued, NodeId by, String reason) {
        record(requeued.stream()
                .map(id -> new Change(id, EventState.RUNNING, EventState.READY, by, null, reason))
                .toList());
    }

    @Override
    public int unassignOrphans(int limit) {
        return update("unassignOrphans", update -> update.bind("limit", limit));
    }

    private void record(Change change) {
        record(List.of(change));
    }

    private void record(List<Change> changes) {
        if (!changes.isEmpty()) {
            update("record", update -> update.bind("changes", Change.json(changes)));
        }
    }

    @Override
    public int purge(Duration age, int limit) {
        List<EventId> oldest =
                ids("oldest", query -> query.bind("ageMillis", age.toMillis()).bind("limit", limit));
        if (oldest.isEmpty()) {
            return 0;
        }
        String json = EventRows.ids(oldest);
        update("purgeChanges", update -> update.bind("ids", json));
        update("purgeKeys", update -> update.bind("ids", json));
        return update("purgeHistory", update -> update.bind("ids", json));
    }

    @Override
    public long countOlder(Duration age) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("countOlder"))
                        .bind("ageMillis", age.toMillis())
                        .mapTo(Long.class)
                        .one());
    }

    private int update(String statement, UnaryOperator<Update> binding) {
        return database.jdbi()
                .withHandle(handle ->
                        binding.apply(handle.createUpdate(sql(statement))).execute());
    }

    private List<EventId> ids(String statement, UnaryOperator<Query> binding) {
        return database.jdbi()
                .withHandle(handle -> binding.apply(handle.createQuery(sql(statement)))
                        .map((row, context) -> new EventId(row.getLong("id")))
                        .list());
    }

    private String sql(String name) {
        return database.statements(JdbcEventStore.class, "queue.sql").get(name);
    }
}
