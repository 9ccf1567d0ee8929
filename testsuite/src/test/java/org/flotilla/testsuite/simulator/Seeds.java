package org.flotilla.testsuite.simulator;

import java.util.Random;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;

/** Runs simulations, one per seed. */
final class Seeds {

    static final String SEED = "flotilla.simulator.seed";
    static final String RUNS = "flotilla.simulator.runs";

    private static final int FIXED = 30;
    private static final long OF_A_HUNDRED_NODES = 100;
    private static final int RANDOM = 10;
    private static final long HIGHEST = 1_000_000_000L;

    /** What the product logs of so many faults would hide what is told here. Kept, as loggers are forgotten otherwise. */
    private static final Logger PRODUCT = Logger.getLogger("org.flotilla");

    static {
        PRODUCT.setLevel(Level.OFF);
    }

    private Seeds() {}

    /** Those to be run: always the same ones, and some that nobody has tried before. */
    static LongStream all() {
        String runs = System.getProperty(RUNS);
        LongStream chance = new Random().longs(runs == null ? RANDOM : Long.parseLong(runs), 1, HIGHEST);
        LongStream fixed = LongStream.concat(LongStream.rangeClosed(1, FIXED), LongStream.of(OF_A_HUNDRED_NODES));
        return runs == null ? LongStream.concat(fixed, chance) : chance;
    }

    /** @throws Broken if something does not hold */
    static Simulation run(long seed, Defect defect, Consumer<String> out) {
        Simulation simulation = new Simulation(seed, defect, out);
        simulation.run();
        return simulation;
    }

    /** The line that replays the seed, with each step told. */
    static String replay(long seed) {
        return "./mvnw verify -Pquick -pl testsuite -am -Dtest=SimulatorTest -Dsurefire.failIfNoSpecifiedTests=false -D"
                + SEED + "=" + seed;
    }
}
