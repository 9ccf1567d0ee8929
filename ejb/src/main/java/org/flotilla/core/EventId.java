package org.flotilla.core;

/** The identity of an event, from a database sequence: later events mostly, not strictly, have higher ones. */
public record EventId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
