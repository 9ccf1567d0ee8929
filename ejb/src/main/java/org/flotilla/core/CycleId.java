package org.flotilla.core;

import java.security.SecureRandom;
import java.util.UUID;

/** Ties together all transfers and events of one flow, from the file that came in to the last that went out (T7). */
public record CycleId(String value) {

    private static final NodeClock CLOCK = new NodeClock();
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * A new one: a UUID of version 7 (RFC 9562), which begins with this node's time in milliseconds and goes on at random. So
     * new ones are neighbours in the database's indexes, where random ones would touch a page each. Nothing may rely on
     * their order.
     */
    public static CycleId next() {
        long time = CLOCK.now().toEpochMilli() << 16;
        long version = 0x7000 | RANDOM.nextInt(0x1000);
        long variant = 0x8000_0000_0000_0000L | RANDOM.nextLong() >>> 2;
        return new CycleId(new UUID(time | version, variant).toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
