package org.flotilla.web.rest;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.adapter.JsonbAdapter;
import jakarta.json.bind.config.PropertyOrderStrategy;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;

/**
 * How answers look as JSON: fields by name, what is absent as null, instants and durations in ISO
 * 8601, identities as plain numbers and texts.
 */
@Provider
public class JsonForm implements ContextResolver<Jsonb> {

    private final Jsonb jsonb = JsonbBuilder.create(new JsonbConfig()
            .withPropertyOrderStrategy(PropertyOrderStrategy.LEXICOGRAPHICAL)
            .withNullValues(true)
            .withAdapters(new Events(), new Incarnations(), new Cycles(), new NodeNames()));

    @Override
    public Jsonb getContext(Class<?> type) {
        return jsonb;
    }

    /** An event's id. */
    public static final class Events implements JsonbAdapter<EventId, Long> {

        @Override
        public Long adaptToJson(EventId id) {
            return id.value();
        }

        @Override
        public EventId adaptFromJson(Long id) {
            return new EventId(id);
        }
    }

    /** An incarnation's number. */
    public static final class Incarnations implements JsonbAdapter<Incarnation, Long> {

        @Override
        public Long adaptToJson(Incarnation incarnation) {
            return incarnation.value();
        }

        @Override
        public Incarnation adaptFromJson(Long incarnation) {
            return new Incarnation(incarnation);
        }
    }

    /** A cycle's id. */
    public static final class Cycles implements JsonbAdapter<CycleId, String> {

        @Override
        public String adaptToJson(CycleId id) {
            return id.value();
        }

        @Override
        public CycleId adaptFromJson(String id) {
            return new CycleId(id);
        }
    }

    /** A node's name. */
    public static final class NodeNames implements JsonbAdapter<NodeId, String> {

        @Override
        public String adaptToJson(NodeId id) {
            return id.name();
        }

        @Override
        public NodeId adaptFromJson(String name) {
            return new NodeId(name);
        }
    }
}
