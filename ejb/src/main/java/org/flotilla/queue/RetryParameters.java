package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameter.Scope;
import org.flotilla.config.ParameterSource;

/** How events are tried again: three parameters for all, and the same three for each task type (Q6). */
@ApplicationScoped
public class RetryParameters implements ParameterSource {

    static final Parameter<Duration> FIRST = Parameter.seconds(
            "EventQueue.retry.first",
            Scope.SHARED,
            5,
            1,
            3600,
            "Seconds until a failed event is tried again; doubled with each further failure, up to"
                    + " EventQueue.retry.longest. A task type, and a site, can have values of their own.");

    static final Parameter<Duration> LONGEST = Parameter.seconds(
            "EventQueue.retry.longest",
            Scope.SHARED,
            600,
            1,
            86_400,
            "The longest time between two tries, in seconds.");

    static final Parameter<Integer> ATTEMPTS = Parameter.number(
            "EventQueue.retry.attempts",
            Scope.SHARED,
            EventRequest.USUAL_ATTEMPTS,
            1,
            RequestRules.MOST_ATTEMPTS,
            "How often an event is tried before it is DEAD. Holds for events that are submitted from then on.");

    /** The values of one task type; empty where what holds for all holds for it too. */
    record OfType(
            Parameter<Optional<Duration>> first,
            Parameter<Optional<Duration>> longest,
            Parameter<Optional<Integer>> attempts) {}

    private static final Map<TaskType, OfType> OF_TYPES = ofTypes();

    static OfType of(TaskType type) {
        return OF_TYPES.get(type);
    }

    private static Map<TaskType, OfType> ofTypes() {
        Map<TaskType, OfType> ofTypes = new EnumMap<>(TaskType.class);
        for (TaskType type : TaskType.values()) {
            ofTypes.put(type, new OfType(ofType(type, FIRST), ofType(type, LONGEST), ofType(type, ATTEMPTS)));
        }
        return ofTypes;
    }

    /** {@code EventQueue.retry.PUSH.first} for {@code EventQueue.retry.first}. */
    private static <T> Parameter<Optional<T>> ofType(TaskType type, Parameter<T> general) {
        int last = general.name().lastIndexOf('.');
        return Parameter.optional(
                general,
                general.name().substring(0, last + 1) + type + general.name().substring(last),
                "Instead of " + general.name() + ", for events of task type " + type
                        + ". Empty: none. What a site says goes before it.");
    }

    @Override
    public List<Parameter<?>> parameters() {
        List<Parameter<?>> all = new ArrayList<>(List.of(FIRST, LONGEST, ATTEMPTS));
        OF_TYPES.values().forEach(of -> all.addAll(List.of(of.first(), of.longest(), of.attempts())));
        return all;
    }
}
