package org.flotilla.notify.sql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.core.sql.Database;
import org.flotilla.core.sql.StoredText;
import org.flotilla.notify.Delivery;
import org.flotilla.notify.Letter;
import org.flotilla.notify.Notice;
import org.flotilla.notify.OutboxStore;
import org.jdbi.v3.core.statement.StatementContext;

/** {@code outbox.sql}. */
@ApplicationScoped
public class SqlOutboxStore implements OutboxStore {

    private static final int LONGEST_ERROR = 2000;

    private Database database;

    /** For CDI's proxy. */
    protected SqlOutboxStore() {}

    @Inject
    public SqlOutboxStore(Database database) {
        this.database = database;
    }

    @Override
    public void insert(String channel, Notice notice) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(sql("insert"))
                        .bind("incident", notice.incident())
                        .bind("channel", channel)
                        .bind("kind", notice.kind().name())
                        .bind("subject", notice.subject())
                        .bind("body", notice.body())
                        .execute());
    }

    @Override
    public boolean insert(String channel, Letter letter) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql("insert-letter"))
                                .bind("channel", channel)
                                .bind("subject", letter.subject())
                                .bind("body", letter.text())
                                .bind("recipients", letter.recipients())
                                .bind("html", letter.html())
                                .bind("attachmentName", letter.attachmentName())
                                .bind("attachment", letter.attachment())
                                .bind("key", letter.key())
                                .execute()
                        == 1);
    }

    @Override
    public List<Delivery> of(long incident) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("of"))
                        .bind("incident", incident)
                        .map(SqlOutboxStore::delivery)
                        .list());
    }

    @Override
    public Optional<Delivery> claim(NodeId node, Incarnation incarnation, Duration hold) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("claim"))
                        .bind("node", node.name())
                        .bind("incarnation", incarnation.value())
                        .bind("holdSeconds", hold.toSeconds())
                        .map(SqlOutboxStore::delivery)
                        .findOne());
    }

    @Override
    public boolean sent(Delivery delivery) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql("sent"))
                                .bind("id", delivery.id())
                                .execute()
                        == 1);
    }

    @Override
    public boolean failed(Delivery delivery, Incarnation incarnation, String error, Duration backOff) {
        String text = StoredText.fit(error, LONGEST_ERROR);
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql("failed"))
                                .bind("id", delivery.id())
                                .bind("incarnation", incarnation.value())
                                .bind("attempts", delivery.attempts())
                                .bind("error", text)
                                .bind("backOffSeconds", backOff.toSeconds())
                                .execute()
                        == 1);
    }

    @Override
    public boolean partlySent(Delivery delivery, String rest, String error, Duration backOff) {
        String text = StoredText.fit(error, LONGEST_ERROR);
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql("partly-sent"))
                                .bind("id", delivery.id())
                                .bind("rest", rest)
                                .bind("error", text)
                                .bind("backOffSeconds", backOff.toSeconds())
                                .execute()
                        == 1);
    }

    @Override
    public boolean giveUp(Delivery delivery, Incarnation incarnation, boolean accepted, String error) {
        String text = StoredText.fit(error, LONGEST_ERROR);
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql("give-up"))
                                .bind("id", delivery.id())
                                .bind("incarnation", incarnation.value())
                                .bind("attempts", delivery.attempts())
                                .bind("accepted", accepted ? 1 : 0)
                                .bind("error", text)
                                .execute()
                        == 1);
    }

    @Override
    public List<Delivery> givenUp(int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql("given-up"))
                        .bind("limit", limit)
                        .map(SqlOutboxStore::delivery)
                        .list());
    }

    @Override
    public int purge(Duration age, int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate(sql("purge-letters"))
                        .bind("ageMillis", age.toMillis())
                        .bind("limit", limit)
                        .execute());
    }

    private String sql(String name) {
        return database.statements(SqlOutboxStore.class, "outbox.sql").get(name);
    }

    private static Delivery delivery(ResultSet rows, StatementContext context) throws SQLException {
        return new Delivery(
                rows.getLong("id"),
                rows.getObject("incident_id", Long.class),
                rows.getString("channel"),
                Notice.Kind.valueOf(rows.getString("kind")),
                rows.getString("subject"),
                rows.getString("body"),
                rows.getInt("attempts"),
                time(rows, "created_at"),
                time(rows, "due_at"),
                time(rows, "sent_at"),
                rows.getString("last_error"),
                letter(rows),
                rows.getString("recipients"));
    }

    private static Letter letter(ResultSet rows) throws SQLException {
        String key = rows.getString("once_key");
        return key == null
                ? null
                : new Letter(
                        key,
                        rows.getString("recipients"),
                        rows.getString("subject"),
                        rows.getString("body"),
                        rows.getString("html"),
                        rows.getString("attachment_name"),
                        rows.getString("attachment"));
    }

    private static Instant time(ResultSet rows, String column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
