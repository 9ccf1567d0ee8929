package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.flotilla.core.NodeId;

/**
 * One simulation: a cluster, its database, its clients and operators, and what goes wrong. All that is left to chance is
 * decided by the seed. At first everything happens; then nothing goes wrong any more, and all work must come to its end; at
 * last a cluster at rest must spread work as its policy says.
 */
final class Simulation {

    private static final int MOST_NODES = 100;
    private static final int[] NODES = {1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8, 12};
    private static final Duration UNTIL_DONE = Duration.ofMinutes(4);

    private final long seed;
    private final Defect defect;
    private final Random random;
    private final Trace trace;
    private final Invariants invariants = new Invariants(this);
    private final Loop loop;
    private final PretendDatabase database;
    private final Configuration configuration = new Configuration();
    private final Map<NodeId, Life> lives = new TreeMap<>();
    private final Network network;
    private final Faults faults;
    private final Clients clients;
    private final Operators operators;
    private final int licence;
    private final boolean quick;
    private final int nodes;
    private int starts;
    private int slots;

    /**
     * @param seed one that is divisible by a hundred has a hundred nodes
     * @param out told what happens, line by line
     */
    Simulation(long seed, Defect defect, Consumer<String> out) {
        this.seed = seed;
        this.defect = defect;
        this.random = new Random(seed);
        this.trace = new Trace(out);
        this.loop = new Loop(random, invariants::check, invariants::isBroken);
        this.database =
                new PretendDatabase(loop::now, random.nextBoolean(), invariants::committing, invariants::lettingGo);
        this.network = new Network(loop, random, lives);
        this.faults = new Faults(this, defect.weather(Weather.of(random)));
        this.clients = new Clients(this);
        this.operators = new Operators(this);
        this.nodes = seed % MOST_NODES == 0 ? MOST_NODES : NODES[random.nextInt(NODES.length)];
        this.quick = random.nextBoolean();
        this.licence = random.nextInt(10) == 0 ? Math.max(1, nodes - 1) : nodes;
    }

    /** Runs it to its end. @throws Broken if something does not hold */
    void run() {
        slots = 1 + random.nextInt(6);
        configuration.set(Configuration.SLOTS, Integer.toString(slots));
        configuration.set(Configuration.FIRST_RETRY, "1");
        configuration.set(Configuration.LONGEST_RETRY, "8");
        configuration.set(Configuration.ADDITIONAL, "ACCOUNT");
        configuration.set(Configuration.POLICY, Operators.POLICIES.get(random.nextInt(Operators.POLICIES.size())));
        operators.makeSites();
        trace("simulator", "seed " + seed + ": " + nodes + " nodes of " + slots + " slots, licence for " + licence);
        IntStream.rangeClosed(1, nodes).mapToObj(i -> new NodeId("node-" + i)).forEach(this::startIfDead);
        faults.begin();
        clients.begin();
        operators.begin();
        pass(Duration.ofSeconds(10 + random.nextInt(nodes == MOST_NODES ? 5 : 40)));
        trace("simulator", "faults end");
        faults.end();
        clients.end();
        operators.end();
        lives.keySet().forEach(this::startIfDead);
        await(UNTIL_DONE, () -> database.events.rows.isEmpty() && clients.areServed(), this::undone);
        invariants.checkDone();
        new Calm(this).run();
        invariants.checkDone();
        throwIfBroken();
    }

    private String undone() {
        return "not done " + UNTIL_DONE.toSeconds() + " s after the last fault: "
                + database.events.rows.values().stream().limit(5).toList();
    }

    /** Lets so much time go by. */
    void pass(Duration time) {
        loop.runUntil(loop.now() + time.toNanos(), () -> false);
        throwIfBroken();
    }

    /** Goes on until the condition is met; that it is not in time breaks an invariant. */
    void await(Duration atMost, BooleanSupplier met, Supplier<String> otherwise) {
        loop.runUntil(loop.now() + atMost.toNanos(), met);
        if (!met.getAsBoolean()) {
            invariants.broken(otherwise.get());
        }
        throwIfBroken();
    }

    private void throwIfBroken() {
        invariants.broken().ifPresent(what -> {
            throw new Broken(
                    what,
                    "Seed " + seed + ": " + what + "\nReplay it by " + Seeds.replay(seed) + "\nThe last of "
                            + loop.steps() + " steps:\n" + String.join("\n", trace.last()),
                    invariants.cause());
        });
    }

    /** Starts a process of the node unless one lives. */
    void startIfDead(NodeId id) {
        Life last = lives.get(id);
        if (last == null || last.isDead()) {
            starts++;
            Life life = new Life(this, id, starts);
            lives.put(id, life);
            trace(life, "starts");
        }
    }

    Life anyLife() {
        int chosen = random.nextInt(lives.size());
        return lives.values().stream().skip(chosen).findFirst().orElseThrow();
    }

    /** Between two parts of a run of an event. */
    Duration pauseOfARun() {
        if (quick) {
            return Duration.ofMillis(random.nextInt(40) == 0 ? 1_000 + random.nextInt(2_000) : 1 + random.nextInt(5));
        }
        return Duration.ofMillis(10 + random.nextInt(random.nextInt(5) == 0 ? 3_000 : 500));
    }

    void trace(Object who, String what) {
        if (!invariants.isBroken()) {
            trace.add(loop.now(), who, what);
        }
    }

    /** Differs if anything happened otherwise. */
    String fingerprint() {
        return trace.fingerprint();
    }

    long steps() {
        return loop.steps();
    }

    Random random() {
        return random;
    }

    Loop loop() {
        return loop;
    }

    PretendDatabase database() {
        return database;
    }

    Network network() {
        return network;
    }

    Configuration configuration() {
        return configuration;
    }

    Invariants invariants() {
        return invariants;
    }

    Faults faults() {
        return faults;
    }

    Clients clients() {
        return clients;
    }

    Operators operators() {
        return operators;
    }

    Defect defect() {
        return defect;
    }

    /** The processes of the nodes, the last of each. */
    Map<NodeId, Life> lives() {
        return lives;
    }

    /** How many nodes may be active. */
    int licence() {
        return licence;
    }

    int slots() {
        return slots;
    }
}
