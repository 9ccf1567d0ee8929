package org.flotilla.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.flotilla.core.sql.Dialect;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("O5 at the start on SQL Server")
class RowVersionsTest {

    private final AtomicReference<String> asked = new AtomicReference<>("");

    @Test
    @DisplayName("O5 READ_COMMITTED_SNAPSHOT that is off is warned of")
    void off_isWarnedOf() {
        assertThat(RowVersions.warn(answering(false), Dialect.SQLSERVER)).isTrue();
        assertThat(asked.get()).contains("is_read_committed_snapshot_on", "database_id = db_id()");
    }

    @Test
    void on_isNot() {
        assertThat(RowVersions.warn(answering(true), Dialect.SQLSERVER)).isFalse();
    }

    @Test
    @DisplayName("O5 a database that does not say so stops no start")
    void unknown_stopsNoStart() {
        assertThat(RowVersions.warn(
                        one(DataSource.class, (method, given) -> {
                            throw new SQLException("no permission");
                        }),
                        Dialect.SQLSERVER))
                .isTrue();
    }

    @Test
    void postgresql_isNotAsked() {
        assertThat(RowVersions.warn(answering(false), Dialect.POSTGRESQL)).isFalse();
        assertThat(asked.get()).isEmpty();
    }

    private DataSource answering(boolean on) {
        Iterator<Boolean> rows = List.of(true, false).iterator();
        ResultSet result = one(ResultSet.class, (method, given) -> switch (method) {
            case "next" -> rows.next();
            case "getBoolean" -> on;
            default -> "flotilla";
        });
        Statement statement = one(Statement.class, (method, given) -> {
            asked.set((String) given[0]);
            return result;
        });
        Connection connection = one(Connection.class, (method, given) -> statement);
        return one(DataSource.class, (method, given) -> connection);
    }

    private interface Answer {
        Object to(String method, Object[] given) throws SQLException;
    }

    private static <T> T one(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) ->
                        method.getReturnType() == void.class ? null : answer.to(method.getName(), given)));
    }
}
