package org.flotilla.core;

/** Optimistic locking: an update names the version that it was made from. */
public final class Versions {
    private Versions() {}

    /** @throws FlotillaException STALE if {@code given} is not the present version */
    public static void ensureSame(String kind, String name, long present, long given) {
        if (present != given) {
            throw stale(kind, name, null);
        }
    }

    public static FlotillaException stale(String kind, String name, Throwable cause) {
        return new FlotillaException(
                        ErrorCode.STALE,
                        "The " + kind + " '" + name + "' was changed by somebody else in the meantime.",
                        "Read it again, and make your change to what it is now.",
                        cause)
                .told("stale", name);
    }
}
