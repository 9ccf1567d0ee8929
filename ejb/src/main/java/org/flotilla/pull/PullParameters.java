package org.flotilla.pull;

import org.flotilla.config.Parameter;
import org.flotilla.config.Parameter.Scope;

/** The parameters of pulls that hold for all of them. */
public final class PullParameters {

    private static final int LONGEST_DAYS = 36500;

    public static final Parameter<Integer> MEMORY_DAYS = Parameter.number(
            "Pull.memory.days",
            Scope.SHARED,
            30,
            1,
            LONGEST_DAYS,
            "How many days a file that was pulled and kept at the partner is remembered after it has gone from there.");

    private PullParameters() {}
}
