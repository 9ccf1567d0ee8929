package org.flotilla.transfer;

import java.util.List;
import java.util.stream.Stream;
import org.flotilla.core.FlotillaException;

/**
 * Whose idempotency keys they are (Q7). Each who asks from outside has keys apart from those of the others, and from those that
 * name the events of routes, schedules and resubmissions: one that is chosen outside takes the place of none of these.
 */
public enum KeySpace {
    API("api:"),
    JMS("jms:");

    /** Of a key as it is given: with what it begins with it has to fit into the 200 characters of an event's. */
    private static final int LONGEST = 196;

    private final String beginning;

    KeySpace(String beginning) {
        this.beginning = beginning;
    }

    /** The keys of events that are meant by one that a person knows: as it is shown, or as a sender gave it. */
    static List<String> meantBy(String known) {
        return Stream.concat(Stream.of(known), Stream.of(values()).map(space -> space.beginning + known))
                .toList();
    }

    /**
     * The event's key; null if none is given.
     *
     * @throws FlotillaException INVALID_INPUT if it is too long, about the field {@code idempotencyKey}
     */
    String key(String given) {
        if (given == null) {
            return null;
        }
        if (given.length() > LONGEST) {
            throw FlotillaException.invalid(
                            "The idempotency key is longer than " + LONGEST + " characters.",
                            "Give a shorter one, such as a UUID.")
                    .of("idempotencyKey");
        }
        return beginning + given;
    }
}
