package org.flotilla.testsuite.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Which faults strike when. All of it follows from the seed, the length of the run, the kinds and the nodes: the same four give
 * the same faults. Kinds come in random order, each before any comes again; faults overlap, but a node has one at a time, and so has
 * the database.
 */
record FaultPlan(List<Fault> faults) {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(6);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(13);

    /** @param length after it all faults are over; a minute has room for one of each kind */
    static FaultPlan of(long seed, Duration length, List<FaultKind> kinds, List<String> nodes) {
        Random random = new Random(seed);
        Deque<FaultKind> deck = new ArrayDeque<>();
        List<Fault> faults = new ArrayList<>();
        Duration at = FIRST;
        while (true) {
            if (deck.isEmpty()) {
                deck.addAll(shuffled(kinds, random));
            }
            Duration left = length.minus(at);
            if (left.compareTo(deck.peek().shortest()) < 0) {
                return new FaultPlan(List.copyOf(faults));
            }
            List<String> free = free(nodes, faults, at);
            if (free.isEmpty() || isAway(deck.peek(), faults, at)) {
                at = at.plusSeconds(1);
                continue;
            }
            faults.add(fault(deck.remove(), at, left, free, random));
            at = at.plus(between(SHORTEST_PAUSE, LONGEST_PAUSE, random));
        }
    }

    /**
     * One fault of each kind, in random order, within a minute and a half. A kill comes last, when the others are over: a node
     * that boots while its coordinator is frozen, or its database away, does not come up by itself. Longer runs strike then too,
     * and start it again in the end.
     */
    static FaultPlan onceEach(long seed, List<FaultKind> kinds, List<String> nodes) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        Duration at = FIRST;
        for (FaultKind kind : shuffled(kinds, random)) {
            if (kind != FaultKind.KILL) {
                faults.add(fault(kind, at, kind.longest(), free(nodes, faults, at), random));
                at = at.plus(between(SHORTEST_PAUSE, LONGEST_PAUSE, random));
            }
        }
        if (kinds.contains(FaultKind.KILL)) {
            Duration calm = faults.stream()
                    .map(Fault::end)
                    .max(Duration::compareTo)
                    .map(end -> end.plus(LONGEST_PAUSE))
                    .orElse(FIRST);
            faults.add(fault(FaultKind.KILL, calm, FaultKind.KILL.longest(), nodes, random));
        }
        return new FaultPlan(List.copyOf(faults));
    }

    private static List<FaultKind> shuffled(List<FaultKind> kinds, Random random) {
        List<FaultKind> shuffled = new ArrayList<>(kinds);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** Those that have no fault then. */
    private static List<String> free(List<String> nodes, List<Fault> faults, Duration at) {
        return nodes.stream()
                .filter(node -> faults.stream().noneMatch(fault -> node.equals(fault.node()) && fault.lastsAt(at)))
                .toList();
    }

    /** Whether what all nodes share has the same fault then already. */
    private static boolean isAway(FaultKind kind, List<Fault> faults, Duration at) {
        return !kind.isOfOneNode() && faults.stream().anyMatch(fault -> fault.kind() == kind && fault.lastsAt(at));
    }

    private static Fault fault(FaultKind kind, Duration at, Duration left, List<String> nodes, Random random) {
        Duration longest = kind.longest().compareTo(left) < 0 ? kind.longest() : left;
        Duration length = between(kind.shortest(), longest, random);
        String node = nodes.get(random.nextInt(nodes.size()));
        return new Fault(kind, kind.isOfOneNode() ? node : null, at, length);
    }

    private static Duration between(Duration least, Duration most, Random random) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
    }
}
