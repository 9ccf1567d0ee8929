package org.flotilla.web.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.time.Instant;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S5, U2 the query of a list of runs")
class JobQueryTest {

    @Test
    void time_isRead() throws ReflectiveOperationException {
        assertThat(from("2026-01-31T01:00:00+01:00").filter().from()).isEqualTo(Instant.parse("2026-01-31T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "2026-01-31",
                "+999999999-12-31T23:59:59-18:00",
                "-999999999-01-01T00:00:00Z",
                "9999-12-31T23:59:59-18:00"
            })
    void timeThatNoDatabaseTakes_isRefused(String time) throws ReflectiveOperationException {
        JobQuery query = from(time);

        assertThatThrownBy(query::filter)
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.field()).contains("from"));
    }

    private static JobQuery from(String time) throws ReflectiveOperationException {
        JobQuery query = new JobQuery();
        Field field = JobQuery.class.getDeclaredField("from");
        field.setAccessible(true);
        field.set(query, time);
        return query;
    }
}
