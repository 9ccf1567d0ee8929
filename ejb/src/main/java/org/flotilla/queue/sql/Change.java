package org.flotilla.queue.sql;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.Collection;
import java.util.Optional;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.Json;
import org.flotilla.core.NodeId;
import org.flotilla.queue.EventState;
import org.flotilla.queue.StateMachine;

/** A row of {@code event_change} to be written: a change that the {@link StateMachine} knows. All but the identity and the new state may be null. */
record Change(EventId id, EventState from, EventState to, NodeId node, Incarnation incarnation, String reason) {

    Change {
        StateMachine.ensureLegal(from, to);
    }

    static String json(Collection<Change> changes) {
        JsonArrayBuilder array = Json.array();
        changes.forEach(change -> array.add(change.json()));
        return array.build().toString();
    }

    private JsonObjectBuilder json() {
        JsonObjectBuilder object = Json.object().add("id", id.value()).add("to_state", to.name());
        Optional.ofNullable(from).ifPresent(state -> object.add("from_state", state.name()));
        Optional.ofNullable(node).ifPresent(name -> object.add("node", name.name()));
        Optional.ofNullable(incarnation).ifPresent(life -> object.add("incarnation", life.value()));
        Optional.ofNullable(reason).ifPresent(text -> object.add("reason", EventRows.cut(text)));
        return object;
    }
}
