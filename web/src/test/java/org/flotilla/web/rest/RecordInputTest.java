package org.flotilla.web.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.flotilla.core.FlotillaException;
import org.flotilla.route.RouteRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("U2 the body of a request that is refused")
class RecordInputTest {

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
