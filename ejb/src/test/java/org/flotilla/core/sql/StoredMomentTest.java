package org.flotilla.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A moment as a statement takes it")
class StoredMomentTest {

    private final List<String> calls = new ArrayList<>();

    @Test
    @DisplayName("null has a type, or SQL Server would take it for bytes")
    void none_hasItsType() {
        run(null);
        assertThat(calls).contains("setNull[1, " + Types.TIMESTAMP_WITH_TIMEZONE + "]");
    }

    @Test
    @DisplayName("it is in UTC, whatever the zone of the machine")
    void one_isInUtc() {
        run(Instant.parse("2026-12-01T07:00:00Z"));
        assertThat(calls).anyMatch(call -> call.startsWith("setObject[1, 2026-12-01T07:00Z"));
    }

    private void run(Instant moment) {
        Jdbi.create(() -> recording(Connection.class))
                .useHandle(handle -> StoredMoment.bind(handle.createUpdate("update a set at = :at"), "at", moment)
                        .execute());
    }

    private <T> T recording(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    calls.add(method.getName() + (given == null ? "[]" : List.of(given)));
                    Class<?> returned = method.getReturnType();
                    if (returned == PreparedStatement.class) {
                        return recording(PreparedStatement.class);
                    }
                    return returned == boolean.class ? (Object) true : returned == int.class ? (Object) 0 : null;
                }));
    }
}
