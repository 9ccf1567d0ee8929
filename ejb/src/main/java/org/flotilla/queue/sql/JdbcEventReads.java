package org.flotilla.queue.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flotilla.core.EventId;
import org.flotilla.core.Page;
import org.flotilla.core.sql.Database;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventChange;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventReads;
import org.flotilla.queue.EventState;
import org.flotilla.queue.QueueFigures;
import org.flotilla.queue.Walk;

/** The tables of the queue: what only reads them. */
@ApplicationScoped
public class JdbcEventReads implements EventReads {

    private static final int CHART_MINUTES = 30;

    private final Database database;
    private final EventSearch search;

    /** For CDI's proxy. */
    protected JdbcEventReads() {
        this(null);
    }

    @Inject
    public JdbcEventReads(Database database) {
        this.database = database;
        this.search = new EventSearch(database);
    }

    @Override
    public Optional<Event> find(EventId id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("find"))
                        .bind("id", id.value())
                        .map(EventRows::event)
                        .findFirst());
    }

    /** Chooses identities, then reads their rows in one statement: an event that ends in between is there once. */
    @Override
    public Page<Event> find(EventFilter filter, long before, int limit) {
        Walk walk = Walk.down(before);
        Walk part = search.look(filter, walk);
        List<EventId> ids = search.newest(filter, part, limit + 1);
        if (ids.size() > limit) {
            return new Page<>(events(ids.subList(0, limit)), ids.get(limit - 1).toString());
        }
        return new Page<>(events(ids), walk.after(part).next());
    }

    private List<Event> events(List<EventId> ids) {
        return database
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql("list"))
                        .bind("ids", EventRows.ids(ids))
                        .map(EventRows::event)
                        .list())
                .stream()
                .sorted(Comparator.comparingLong((Event event) -> event.id().value())
                        .reversed())
                .toList();
    }

    @Override
    public List<EventChange> changes(EventId id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("changes"))
                        .bind("id", id.value())
                        .map(EventRows::change)
                        .list());
    }

    @Override
    public Optional<String> idempotencyKey(EventId id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("keyOf"))
                        .bind("id", id.value())
                        .mapTo(String.class)
                        .findFirst());
    }

    @Override
    public QueueFigures figures() {
        Map<EventState, Long> unfinished = new EnumMap<>(EventState.class);
        database.jdbi()
                .useHandle(handle -> handle.createQuery(figuresSql("countByState"))
                        .bind("most", QueueFigures.MOST_COUNTED + 1)
                        .map((row, context) ->
                                unfinished.put(EventState.valueOf(row.getString("state")), row.getLong("events")))
                        .list());
        unfinished.values().removeIf(events -> events == 0);
        List<Ended> ended = ended();
        return new QueueFigures(
                unfinished, sum(ended, EventState.DONE, 1), sum(ended, EventState.DEAD, 60), perMinute(ended));
    }

    private record Ended(int minutesAgo, EventState state, long events) {}

    private List<Ended> ended() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("endedByMinute"))
                        .map((row, context) -> new Ended(
                                row.getInt("minutes_ago"),
                                EventState.valueOf(row.getString("state")),
                                row.getLong("events")))
                        .list());
    }

    private static long sum(List<Ended> ended, EventState state, int minutes) {
        return ended.stream()
                .filter(row -> row.state() == state && row.minutesAgo() < minutes)
                .mapToLong(Ended::events)
                .sum();
    }

    private static List<Long> perMinute(List<Ended> ended) {
        List<Long> minutes = new ArrayList<>(Collections.nCopies(CHART_MINUTES, 0L));
        for (Ended row : ended) {
            if (row.state() == EventState.DONE && row.minutesAgo() >= 0 && row.minutesAgo() < CHART_MINUTES) {
                minutes.set(CHART_MINUTES - 1 - row.minutesAgo(), row.events());
            }
        }
        return minutes;
    }

    private String figuresSql(String name) {
        return database.statements(JdbcEventReads.class, "figures.sql").get(name);
    }

    private String sql(String name) {
        return database.statements(JdbcEventReads.class, "queue.sql").get(name);
    }
}
