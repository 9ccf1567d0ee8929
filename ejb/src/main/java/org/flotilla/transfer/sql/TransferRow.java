package org.flotilla.transfer.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.storage.ContentId;
import org.flotilla.transfer.Landing;
import org.flotilla.transfer.Outgoing;
import org.flotilla.transfer.Transfer;

/** Rows as records. */
final class TransferRow {
    private TransferRow() {}

    static Transfer transfer(ResultSet row) throws SQLException {
        long eventId = row.getLong("event_id");
        EventId event = row.wasNull() ? null : new EventId(eventId);
        return new Transfer(
                row.getLong("id"),
                new CycleId(row.getString("cycle_id")),
                Transfer.Direction.valueOf(row.getString("direction")),
                row.getString("account"),
                row.getString("site"),
                row.getString("protocol"),
                row.getString("node"),
                row.getString("peer"),
                row.getString("folder"),
                row.getString("file_name"),
                row.getLong("size"),
                row.getString("sha256"),
                Transfer.State.valueOf(row.getString("state")),
                event,
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getString("error"));
    }

    static Landing landing(ResultSet row) throws SQLException {
        return new Landing(
                row.getLong("id"),
                row.getString("account"),
                row.getString("folder"),
                row.getString("file_name"),
                new ContentId(row.getString("content")),
                new Incarnation(row.getLong("incarnation")),
                Duration.ofSeconds(row.getLong("age")));
    }

    static Outgoing outgoing(ResultSet row) throws SQLException {
        return new Outgoing(
                row.getLong("id"),
                Transfer.State.valueOf(row.getString("state")),
                row.getString("peer"),
                row.getString("peer_key"),
                row.getString("temp_path"),
                row.getString("final_path"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
