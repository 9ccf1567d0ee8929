package org.flotilla.core;

import java.util.UUID;

/** Ties together all transfers and events of one flow, from the file that came in to the last that went out (T7). */
public record CycleId(String value) {

    public static CycleId random() {
        return new CycleId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
