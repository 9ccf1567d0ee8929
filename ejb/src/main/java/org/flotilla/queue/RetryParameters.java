package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameter.Scope;
import org.flotilla.config.ParameterSource;

/** How events are tried again: three parameters for all, and the same three for each task type (Q6). */
@ApplicationScoped
public class RetryParameters implements ParameterSource {

    static final Parameter<Duration> FIRST = first(
            "EventQueue.retry.first",
            "Seconds until a failed event is tried again; doubled with each further failure, up to"
                    + " EventQueue.retry.longest. A task type, and a site, can have values of their own.");

    static final Parameter<Duration> LONGEST =
            longest("EventQueue.retry.longest", "The longest time between two tries, in seconds.");

    static final Parameter<Integer> ATTEMPTS = attempts(
            "EventQueue.retry.attempts",
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
            ofTypes.put(
                    type,
                    new OfType(
                            ofType(type, FIRST, RetryParameters::first),
                            ofType(type, LONGEST, RetryParameters::longest),
                            ofType(type, ATTEMPTS, RetryParameters::attempts)));
        }
        return ofTypes;
    }

    /** {@code EventQueue.retry.PUSH.first} for {@code EventQueue.retry.first}. */
    private static <T> Parameter<Optional<T>> ofType(
            TaskType type, Parameter<T> general, BiFunction<String, String, Parameter<T>> named) {
        int last = general.name().lastIndexOf('.');
        String name =
                general.name().substring(0, last + 1) + type + general.name().substring(last);
        String description = "Instead of " + general.name() + ", for events of task type " + type
                + ". Empty: none. What a site says goes before it.";
        return Parameter.optional(named.apply(name, description), general.name());
    }

    private static Parameter<Duration> first(String name, String description) {
        return Parameter.seconds(name, Scope.SHARED, 5, 1, 3600, description);
    }

    private static Parameter<Duration> longest(String name, String description) {
        return Parameter.seconds(name, Scope.SHARED, 600, 1, 86_400, description);
    }

    private static Parameter<Integer> attempts(String name, String description) {
        return Parameter.number(
                name, Scope.SHARED, EventRequest.USUAL_ATTEMPTS, 1, RequestRules.MOST_ATTEMPTS, description);
    }

    @Override
    public List<Parameter<?>> parameters() {
        List<Parameter<?>> all = new ArrayList<>(List.of(FIRST, LONGEST, ATTEMPTS));
        OF_TYPES.values().forEach(of -> all.addAll(List.of(of.first(), of.longest(), of.attempts())));
        return all;
    }
}
