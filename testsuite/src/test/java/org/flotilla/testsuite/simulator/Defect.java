package org.flotilla.testsuite.simulator;

import java.util.List;
import org.flotilla.cluster.ClusterPart.Keeping;

/** What is left out of the rules, to see that the simulator finds it. */
enum Defect {
    NONE,
    /** The fence asks only whether the event is RUNNING. */
    NO_FENCE,
    /** The fence takes an earlier claim of the same incarnation for the present one. */
    FENCE_WITHOUT_ATTEMPT,
    /** The lease does not end by itself. */
    ENDLESS_LEASE,
    /** A lease that has ended goes on. */
    REVIVING_LEASE,
    /** Nobody looks for what the transaction that revoked could not see. */
    NO_SWEEP,
    /** A node does not look for claims whose answer was lost. */
    NO_FREE_LOST,
    /** The next event of a key is let go while the one before is under way. */
    TWO_OF_A_KEY,
    /** Of a key the first event is let go that nobody has locked. */
    RELEASE_PASSES_LOCKED,
    /** Nobody looks for keys of which a node could not let the next event go. */
    NO_SWEEP_OF_KEYS,
    /** What was claimed ahead stays in hand, however slow those before it are. */
    NEVER_GIVES_BACK,
    /** What was claimed ahead is given back though another has it by now. */
    GIVE_BACK_WITHOUT_FENCE,
    /** An idle node takes nothing from an overloaded one. */
    NO_STEALING,
    /** What waits stays where it was dispatched to. */
    NO_NEW_DISPATCH,
    /** A run that ends leaves its site without giving its place to anybody. */
    PLACE_NOT_LEFT,
    /** Who asks for a place counts those of its own node only. */
    COUNTS_OWN_PLACES,
    /** Who asks for a place counts without the lock of the gate. */
    NO_LOCK_OF_GATES,
    /** The places of a node that is gone count for ever. */
    COUNTS_PLACES_OF_THE_GONE,
    /** Nobody sweeps the places of a node that is gone. */
    NO_SWEEP_OF_PLACES,
    /** A node does not look for places that it was given though the answer was lost. */
    NO_LOOK_FOR_LOST_PLACES,
    /** A node that is told nothing does not look for events that wait for a site. */
    NO_SWEEP_OF_SITES,
    /** Nobody gives up places that are more than a maximum that was lowered. */
    NO_DRAINING;

    Keeping keeping() {
        return switch (this) {
            case ENDLESS_LEASE -> Keeping.ENDLESS;
            case REVIVING_LEASE -> Keeping.REVIVING;
            default -> Keeping.SOUND;
        };
    }

    /** One in which it shows; else what the seed brings. */
    Weather weather(Weather chance) {
        return switch (this) {
            case FENCE_WITHOUT_ATTEMPT ->
                new Weather(0.2, 0, 0, 0, List.of(Weather.Kind.CUT_FROM_DATABASE), 5_000, 0, 0.6);
            case REVIVING_LEASE -> new Weather(0, 0, 0, 0.02, List.of(Weather.Kind.CUT_FROM_DATABASE), 5_000, 0, 0);
            case GIVE_BACK_WITHOUT_FENCE ->
                new Weather(0, 0, 0, 0.01, List.of(Weather.Kind.CUT_FROM_NODES, Weather.Kind.BURST), 500, 0, 0.3);
            case RELEASE_PASSES_LOCKED, NO_LOCK_OF_GATES ->
                new Weather(0, 0.1, 0, 0.05, List.of(Weather.Kind.CONFIGURE, Weather.Kind.BURST), 2_000, 0, 0.1);
            default -> chance;
        };
    }
}
