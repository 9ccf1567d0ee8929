package org.flotilla.web.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import org.flotilla.core.FlotillaException;
import org.flotilla.route.RouteRequest;
import org.flotilla.transfer.PushRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("U2 the body of a request that is refused")
class RecordInputTest {

    @Test
    @DisplayName("Q7 a moment is read with its offset")
    void moment_isRead() {
        JsonObject json = Json.createObjectBuilder()
                .add("dueAt", "2026-12-01T08:00:00+01:00")
                .build();

        assertThat(RecordInput.read(json, PushRequest.class).dueAt()).isEqualTo(Instant.parse("2026-12-01T07:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"enabled\":\"yes\"}|enabled",
                "{\"nmae\":\"x\"}|nmae",
                "{\"steps\":[null]}|steps[0]",
                "{\"steps\":[{\"type\":\"PUSH\"},null]}|steps[1]",
                "{\"steps\":[{\"type\":\"PUSH\"},{\"type\":\"PULL\"}]}|steps[1].type",
            })
    @DisplayName("U2 the error is about the field, by its place")
    void refusal_isAboutTheField(String body, String field) {
        JsonObject json = Json.createReader(new StringReader(body)).readObject();

        assertThatThrownBy(() -> RecordInput.read(json, RouteRequest.class))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        refused -> assertThat(refused.field()).contains(field));
    }
}
