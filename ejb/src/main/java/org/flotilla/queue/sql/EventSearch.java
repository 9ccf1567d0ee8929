package org.flotilla.queue.sql;

import jakarta.json.JsonArrayBuilder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flotilla.core.EventId;
import org.flotilla.core.Json;
import org.flotilla.core.sql.Database;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventState;
import org.flotilla.queue.Walk;
import org.jdbi.v3.core.statement.Query;

/**
 * Which events match a filter (Q8): walks along their identities. The history can be long, and who is asked for rare in it: so
 * one request looks at a part of it. Thread-safe; each method runs in the caller's transaction.
 */
final class EventSearch {

    /** So many identities of the history are looked at in one request: half a second, a second on a busy machine. */
    private static final long LONGEST_LOOK = 1_000_000;

    private final Database database;

    EventSearch(Database database) {
        this.database = database;
    }

    /** How far one request looks for a page of the filter's events. A cycle has few, which are found at once. */
    Walk look(EventFilter filter, Walk walk) {
        return filter.cycleId() == null ? look(states(filter), walk) : walk;
    }

    /** Those of the states that are in the history: of these only the ones that are DONE are that many. */
    Walk look(Set<EventState> states, Walk walk) {
        return states.contains(EventState.DONE) ? lookAtHistory(walk) : walk;
    }

    /** Begins at the next that there is: identities that nothing has are passed over. */
    private Walk lookAtHistory(Walk walk) {
        Ends ends = ends(walk);
        if (walk.isUp()) {
            long before = ends.lowest() + LONGEST_LOOK;
            return ends.lowest() > 0 && before < walk.before() ? new Walk(walk.from(), before, true) : walk;
        }
        long from = ends.highest() + 1 - LONGEST_LOOK;
        return from > ends.lowest() ? new Walk(from, walk.before(), false) : walk;
    }

    /** The oldest and the newest event that has ended; 0 if there is none. */
    private record Ends(long lowest, long highest) {}

    private Ends ends(Walk walk) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("historyEnds"))
                        .bind("lowest", walk.from())
                        .bind("before", walk.before())
                        .map((row, context) -> new Ends(row.getLong("lowest"), row.getLong("highest")))
                        .one());
    }

    /** The newest event that has ended; 0 if there is none. */
    long newestEnded() {
        return ends(Walk.down(Long.MAX_VALUE)).highest();
    }

    /** Identities of events, ended or not, newest first. */
    List<EventId> newest(EventFilter filter, Walk walk, int limit) {
        if (filter.cycleId() != null) {
            return ids("chooseOfCycle", query -> filtered(query, filter, states(filter), walk), limit);
        }
        return Stream.of(false, true)
                .map(ended -> states(filter).stream()
                        .filter(state -> state.isFinal() == ended)
                        .collect(Collectors.toSet()))
                .filter(states -> !states.isEmpty())
                .flatMap(states -> choose(filter, states, walk, limit).stream())
                .distinct() // one that ends meanwhile is in both
                .sorted(Comparator.comparingLong(EventId::value).reversed())
                .limit(limit)
                .toList();
    }

    private static Set<EventState> states(EventFilter filter) {
        return Arrays.stream(EventState.values())
                .filter(state -> filter.state() == null || filter.state() == state)
                .collect(Collectors.toSet());
    }

    /** Identities of events in the states, which are all final or none: the first on the walk. */
    List<EventId> choose(EventFilter filter, Set<EventState> states, Walk walk, int limit) {
        String statement = (walk.isUp() ? "chooseOldest" : "choose") + from(filter, states);
        return ids(statement, query -> filtered(query, filter, states, walk), limit);
    }

    private List<EventId> ids(String statement, UnaryOperator<Query> binding, int limit) {
        return database.jdbi()
                .withHandle(handle -> binding.apply(handle.createQuery(sql(statement)))
                        .bind("limit", limit)
                        .map((row, context) -> new EventId(row.getLong("id")))
                        .list());
    }

    /** Those of an ordering key that have not ended have an index of their own. */
    private static String from(EventFilter filter, Set<EventState> states) {
        boolean ended = states.stream().allMatch(EventState::isFinal);
        return !ended && filter.orderingKey() != null ? "OfKey" : among(states);
    }

    /** How many events match, by state. */
    Map<EventState, Long> count(EventFilter filter, Set<EventState> states, Walk walk) {
        Map<EventState, Long> counts = new EnumMap<>(EventState.class);
        database.jdbi()
                .useHandle(handle -> filtered(handle.createQuery(sql("count" + among(states))), filter, states, walk)
                        .map((row, context) ->
                                counts.put(EventState.valueOf(row.getString("state")), row.getLong("events")))
                        .list());
        return counts;
    }

    /** Of the ended, most are DONE, and of the others READY: who asks for the rest alone does not read those. */
    private static String among(Set<EventState> states) {
        if (!states.stream().allMatch(EventState::isFinal)) {
            return states.contains(EventState.READY) ? "" : "NotReady";
        }
        return states.contains(EventState.DONE) ? "Ended" : "Failed";
    }

    private static Query filtered(Query query, EventFilter filter, Set<EventState> states, Walk walk) {
        JsonArrayBuilder names = Json.array();
        states.forEach(state -> names.add(state.name()));
        return query.bind("lowest", walk.from())
                .bind("before", walk.before())
                .bind("states", names.build().toString())
                .bind("type", filter.type() == null ? null : filter.type().name())
                .bind("account", filter.account())
                .bind("site", filter.site())
                .bind("node", filter.node())
                .bind("orderingKey", filter.orderingKey())
                .bind(
                        "cycleId",
                        filter.cycleId() == null ? null : filter.cycleId().value());
    }

    private String sql(String name) {
        return database.statements(EventSearch.class, "operator.sql").get(name);
    }
}
