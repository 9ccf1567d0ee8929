package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.config.NodeParameters;
import org.flotilla.core.EventId;
import org.flotilla.core.NodeId;
import org.flotilla.queue.BlockedBy;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.EventState;
import org.flotilla.queue.TaskType;

/** When nothing goes wrong: the spread of work obeys the policy, and idle nodes take from overloaded ones. */
final class Calm {

    private static final Duration UNTIL_ONLINE = Duration.ofMinutes(1);
    private static final Duration KNOWN = Duration.ofSeconds(3);

    /** A pass at once, one after one second, one after five more; half a second until the change is known. */
    private static final Duration MOVED = Duration.ofSeconds(8);

    private static final Duration NOT_DUE = Duration.ofSeconds(30);
    private static final Duration DONE = Duration.ofMinutes(2);

    /** A heartbeat, a read of the nodes, a poll, and some more. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(5);

    /** Half a second, a look each tenth of one, and a transaction. */
    private static final Duration LONGEST_IN_HAND = Duration.ofSeconds(1);

    private static final int THRESHOLD = 50;

    private final Simulation world;
    private final Random random;
    private List<NodeId> online = List.of();

    Calm(Simulation world) {
        this.world = world;
        this.random = world.random();
    }

    void run() {
        world.trace("simulator", "all is calm");
        awaitAllOnline();
        world.invariants().places().becomeCalm();
        world.pass(MOVED);
        awaitAllOnline(); // one that a fault still held up may have left once more
        online = online();
        prefer();
        spread();
        steal();
        new CalmSites(world).run();
    }

    private void awaitAllOnline() {
        int expected = Math.min(world.lives().size(), world.licence());
        world.await(
                UNTIL_ONLINE,
                () -> world.database().isQuiet() && online().size() == expected && leases() == expected,
                () -> online() + " are online, with " + leases() + " leases, not " + expected);
    }

    /** What joined by a commit that came late is online, and does not know it: it will be revoked, and join again. */
    private long leases() {
        return world.lives().values().stream()
                .filter(life -> life.lease().isHeld())
                .count();
    }

    private List<NodeId> online() {
        return world.database().nodes.rows.values().stream()
                .filter(NodeStatus::isOnline)
                .map(NodeStatus::id)
                .toList();
    }

    /** Gives some nodes preferences, so that what matches is known here. */
    private void prefer() {
        Operators operators = world.operators();
        operators.set(Configuration.STEALING, "true");
        operators.set(Configuration.ADDITIONAL, "ACCOUNT");
        operators.set(Configuration.THRESHOLD, Integer.toString(THRESHOLD));
        operators.set(Configuration.SHARES, "");
        for (NodeId node : world.lives().keySet()) {
            operators.set(Configuration.THRESHOLD, node.name(), null);
            operators.set(Configuration.ATTRIBUTES, node.name(), null);
        }
        operators.set(Configuration.ATTRIBUTES, any().name(), "PUSH=true, PULL=true");
        operators.set(Configuration.ATTRIBUTES, any().name(), "PUSH=true, ACCOUNT=amy=true");
    }

    private NodeId any() {
        return online.get(random.nextInt(online.size()));
    }

    /** What is submitted goes where the policy says, and where the next one says when that is set. */
    private void spread() {
        List<String> policies = new ArrayList<>(Operators.POLICIES);
        policies.remove(random.nextInt(policies.size()));
        world.operators().set(Configuration.POLICY, policies.get(0));
        world.pass(KNOWN);
        List<EventRequest> requests = world.clients().requests(2 * online.size() + random.nextInt(20), NOT_DUE);
        List<EventId> ids = world.clients().submitNow(requests);
        ensureSpread(policies.get(0), ids);
        world.operators().set(Configuration.POLICY, policies.get(1));
        world.pass(MOVED);
        ensureSpread(policies.get(1), ids);
        awaitDone();
    }

    private void ensureSpread(String policy, List<EventId> ids) {
        List<Event> events = ids.stream()
                .map(id -> world.database().events.rows.get(id.value()))
                .toList();
        switch (policy) {
            case "cacheBasedPolicy" -> ensureTogether(policy, events);
            case "roundRobinPolicy" -> ensureEven(policy, events);
            default -> ensureMatching(policy, events);
        }
    }

    private void ensureTogether(String policy, List<Event> events) {
        Map<String, Set<NodeId>> nodes = new TreeMap<>();
        events.stream()
                .filter(event -> event.account() != null)
                .forEach(event -> nodes.computeIfAbsent(event.account(), any -> new HashSet<>())
                        .add(event.assignedNode()));
        boolean refused = online.size() < world.lives().size();
        nodes.forEach((account, its) ->
                ensure(its.size() == 1 || refused, policy + " sends the events of " + account + " to " + its));
    }

    private void ensureEven(String policy, List<Event> events) {
        Map<NodeId, Long> counts = new TreeMap<>();
        online.forEach(node -> counts.put(node, 0L));
        events.forEach(event -> counts.merge(event.assignedNode(), 1L, Long::sum));
        Set<Long> distinct = new TreeSet<>(counts.values());
        ensure(
                counts.size() == online.size()
                        && distinct.stream().reduce((least, most) -> most).orElse(0L)
                                        - distinct.iterator().next()
                                <= 1,
                policy + " spreads the events so: " + counts);
    }

    private void ensureMatching(String policy, List<Event> events) {
        Configuration.Copy set = world.configuration().copy();
        for (Event event : events) {
            Set<String> wanted = Stream.of(event.type() + "=true", "ACCOUNT=" + event.account() + "=true")
                    .collect(Collectors.toSet());
            List<NodeId> matching = online.stream()
                    .filter(node -> Stream.of(set.textFor(Configuration.ATTRIBUTES, node.name())
                                    .or(() -> set.textFor(Configuration.ATTRIBUTES, NodeParameters.EVERY_NODE))
                                    .orElse("")
                                    .split(", "))
                            .anyMatch(wanted::contains))
                    .toList();
            List<NodeId> right = matching.isEmpty() ? online : matching;
            ensure(
                    right.contains(event.assignedNode()),
                    policy + " sends " + event.type() + " of " + event.account() + " to " + event.assignedNode()
                            + " instead of " + right);
        }
    }

    /** One node is given all the work. The others do not stand idle. */
    private void steal() {
        if (online.size() < 2) {
            return;
        }
        NodeId victim = any();
        Operators operators = world.operators();
        world.lives().keySet().forEach(node -> operators.set(Configuration.ATTRIBUTES, node.name(), null));
        operators.set(Configuration.ATTRIBUTES, victim.name(), "MAINTENANCE=true");
        operators.set(Configuration.POLICY, "attributeMatchPolicy");
        world.pass(KNOWN);
        List<EventRequest> requests = Stream.generate(
                        () -> world.clients().request(TaskType.MAINTENANCE, Duration.ZERO))
                .limit(8L * world.slots() * Math.min(online.size(), 5))
                .toList();
        world.clients().submitNow(requests);
        Idle idle = new Idle();
        world.await(DONE, () -> idle.isTooLong() || isStuck() || isDone(), this::undone);
        ensureNotStuck();
        ensure(!idle.isTooLong(), idle + " is idle and does not take what waits for overloaded nodes");
    }

    private void awaitDone() {
        world.await(DONE, () -> isStuck() || isDone(), this::undone);
        ensureNotStuck();
    }

    private boolean isStuck() {
        return online.stream().map(world.lives()::get).anyMatch(Calm::holdsTooLong);
    }

    private static boolean holdsTooLong(Life life) {
        return life.queue().longestWait().compareTo(LONGEST_IN_HAND) > 0;
    }

    private void ensureNotStuck() {
        ensure(!isStuck(), "what was claimed ahead waits in hand behind slow ones");
    }

    private boolean isDone() {
        return world.database().events.rows.isEmpty();
    }

    private String undone() {
        return "not done in " + DONE.toSeconds() + " s without faults: "
                + world.database().events.rows.values().stream().limit(5).toList();
    }

    private void ensure(boolean holds, String otherwise) {
        if (!holds) {
            world.await(Duration.ZERO, () -> false, () -> otherwise);
        }
    }

    /** Since when somebody has been idle while work waits for an overloaded node. */
    private final class Idle {
        private Optional<Life> who = Optional.empty();
        private long since;

        boolean isTooLong() {
            Optional<Life> now = hasOverloaded() ? idle() : Optional.empty();
            if (now.isEmpty() || !now.equals(who)) {
                who = now;
                since = world.loop().now();
            }
            return who.isPresent() && world.loop().now() - since > LONGEST_IDLE.toNanos();
        }

        private boolean hasOverloaded() {
            return world.database().events.rows.values().stream()
                    .filter(event -> event.state() == EventState.READY && event.blockedBy() == BlockedBy.NOTHING)
                    .filter(event -> event.assignedNode() != null)
                    .map(event -> world.lives().get(event.assignedNode()))
                    .anyMatch(life -> life.running() * 100 > THRESHOLD * world.slots());
        }

        /** The same one, as long as it is. */
        private Optional<Life> idle() {
            return who.filter(life -> life.running() == 0)
                    .or(() -> online.stream()
                            .map(world.lives()::get)
                            .filter(life -> life.running() == 0)
                            .findFirst());
        }

        @Override
        public String toString() {
            return who.map(Life::toString).orElse("nobody");
        }
    }
}
