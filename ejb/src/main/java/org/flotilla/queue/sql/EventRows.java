package org.flotilla.queue.sql;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.Json;
import org.flotilla.core.NodeId;
import org.flotilla.core.sql.StoredText;
import org.flotilla.queue.BlockedBy;
import org.flotilla.queue.Claim;
import org.flotilla.queue.ErrorClass;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventChange;
import org.flotilla.queue.EventState;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.queue.EventStore.Outcome;
import org.flotilla.queue.TaskType;
import org.flotilla.queue.WaitingEvent;
import org.jdbi.v3.core.statement.StatementContext;

/** Between rows and objects. Batches go to the database as one JSON parameter, which both databases read as a table. */
final class EventRows {

    private EventRows() {}

    static Event event(ResultSet row, StatementContext context) throws SQLException {
        return new Event(
                new EventId(row.getLong("id")),
                new CycleId(row.getString("cycle_id")),
                TaskType.valueOf(row.getString("type")),
                row.getString("action"),
                row.getString("account"),
                row.getString("site"),
                row.getString("ordering_key"),
                Json.read(row.getString("attributes")),
                EventState.valueOf(row.getString("state")),
                BlockedBy.valueOf(row.getString("blocked_by")),
                row.getInt("priority"),
                instant(row, "due_at"),
                node(row, "assigned_node"),
                node(row, "owner_node"),
                incarnation(row),
                row.getInt("attempts"),
                row.getInt("max_attempts"),
                instant(row, "created_at"),
                instant(row, "changed_at"),
                row.getString("last_error"));
    }

    static Claimed claimed(ResultSet row, StatementContext context) throws SQLException {
        return new Claimed(event(row, context), EventState.valueOf(row.getString("state_before")));
    }

    static WaitingEvent waiting(ResultSet row, StatementContext context) throws SQLException {
        return new WaitingEvent(
                new EventId(row.getLong("id")),
                TaskType.valueOf(row.getString("type")),
                row.getString("account"),
                row.getString("site"),
                Json.read(row.getString("attributes")),
                node(row, "assigned_node"));
    }

    static EventChange change(ResultSet row, StatementContext context) throws SQLException {
        String from = row.getString("from_state");
        long incarnation = row.getLong("incarnation");
        Long incarnationOrNull = row.wasNull() ? null : incarnation;
        return new EventChange(
                instant(row, "at"),
                from == null ? null : EventState.valueOf(from),
                EventState.valueOf(row.getString("to_state")),
                row.getString("node"),
                incarnationOrNull,
                row.getString("reason"),
                error(row.getString("error_class")));
    }

    private static ErrorClass error(String name) {
        return name == null ? null : ErrorClass.valueOf(name);
    }

    static String ids(Collection<EventId> ids) {
        JsonArrayBuilder array = Json.array();
        ids.forEach(id -> array.add(id.value()));
        return array.build().toString();
    }

    static String claims(Collection<Claim> claims) {
        JsonArrayBuilder array = Json.array();
        for (Claim claim : claims) {
            array.add(Json.object()
                    .add("id", claim.event().value())
                    .add("incarnation", claim.incarnation().value())
                    .add("attempt", claim.attempt()));
        }
        return array.build().toString();
    }

    static String outcomes(Collection<Outcome> outcomes) {
        JsonArrayBuilder array = Json.array();
        for (Outcome outcome : outcomes) {
            JsonObjectBuilder object = Json.object()
                    .add("id", outcome.id().value())
                    .add("incarnation", outcome.claim().incarnation().value())
                    .add("attempt", outcome.claim().attempt())
                    .add("state", outcome.state().name());
            if (outcome.message() != null) {
                object.add("reason", cut(outcome.message()));
            }
            if (outcome.state() != EventState.DONE && outcome.message() != null) {
                object.add("error", cut(outcome.message()));
            }
            if (outcome.error() != null) {
                object.add("error_class", outcome.error().name());
            }
            if (outcome.retryIn() != null) {
                object.add("uncounted", outcome.isCounted() ? 0 : 1);
                object.add("retry_millis", outcome.retryIn().toMillis());
            }
            array.add(object);
        }
        return array.build().toString();
    }

    /** What fits into a column of 2,000 characters. */
    static String cut(String text) {
        return StoredText.fit(text, 2000);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static NodeId node(ResultSet row, String column) throws SQLException {
        String name = row.getString(column);
        return name == null ? null : new NodeId(name);
    }

    private static Incarnation incarnation(ResultSet row) throws SQLException {
        long value = row.getLong("owner_incarnation");
        return row.wasNull() ? null : new Incarnation(value);
    }
}
