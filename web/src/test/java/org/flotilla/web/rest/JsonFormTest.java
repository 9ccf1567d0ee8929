package org.flotilla.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.core.Page;
import org.flotilla.queue.BlockedBy;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventState;
import org.flotilla.queue.TaskType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U2 an answer's JSON")
class JsonFormTest {

    private final JsonForm form = new JsonForm();

    @Test
    void identities_arePlain() {
        String json = json(new Page<>(List.of(event()), "more"));
        assertThat(json)
                .contains("\"id\":42", "\"cycleId\":\"c-1\"", "\"type\":\"PUSH\"")
                .contains("\"ownerNode\":\"node-1\"", "\"ownerIncarnation\":7", "\"attributes\":{\"path\":\"/in/a\"}")
                .endsWith("\"next\":\"more\"}");
    }

    @Test
    void instants_areIso() {
        assertThat(json(event())).contains("\"createdAt\":\"2026-11-22T10:00:00Z\"");
    }

    @Test
    void lastPage_saysSo() {
        assertThat(json(new Page<>(List.of(), null))).isEqualTo("{\"items\":[],\"next\":null}");
    }

    private String json(Object value) {
        return form.getContext(value.getClass()).toJson(value);
    }

    private static Event event() {
        Instant time = Instant.parse("2026-11-22T10:00:00Z");
        NodeId node = new NodeId("node-1");
        return new Event(
                new EventId(42),
                new CycleId("c-1"),
                TaskType.PUSH,
                "push-file",
                "alice",
                "acme",
                "k",
                Map.of("path", "/in/a"),
                EventState.RUNNING,
                BlockedBy.NOTHING,
                5,
                time,
                node,
                node,
                new Incarnation(7),
                1,
                8,
                time,
                time,
                null);
    }
}
