package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Time, and what happens when: steps, each at its moment of simulated time, one after the other. What is due at the same moment
 * is ordered by the seed. A step may stall in its middle: others' steps are then run within it, and it goes on where it was.
 */
final class Loop {

    private static final int DEEPEST = 4;

    /** Does steps: a process, or a person. What is dead does no more; what is frozen does them later. */
    static class Actor {
        private long frozenAt;
        private long thawAt;
        private boolean dead;

        final boolean isDead() {
            return dead;
        }

        final void die() {
            dead = true;
        }
    }

    /** Part of an actor that does steps, one after the other: a thread. */
    final class Task {
        private final Actor actor;
        private final String name;
        private final Body body;
        private long version;
        private long due = Long.MAX_VALUE;
        private boolean busy;
        private boolean woken;

        private Task(Actor actor, String name, Body body) {
            this.actor = actor;
            this.name = name;
            this.body = body;
        }

        /** It does its next step no later than then. */
        void within(Duration time) {
            if (busy) {
                woken = true;
            } else if (now + time.toNanos() < due) {
                due = now + time.toNanos();
                version++;
                queue.add(new Entry(due, random.nextInt(), this, version));
            }
        }

        void wake() {
            within(Duration.ZERO);
        }

        private void run() {
            Task outer = current;
            current = this;
            busy = true;
            due = Long.MAX_VALUE;
            Duration pause;
            try {
                pause = body.step();
            } finally {
                busy = false;
                current = outer;
            }
            if (woken) {
                woken = false;
                wake();
            } else if (pause != null) {
                within(pause);
            }
        }
    }

    /** A step. Returns how long to pause until the next; null: until it is woken. */
    interface Body {
        Duration step();
    }

    private record Entry(long at, int order, Task task, long version) {}

    private final Random random;
    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingInt(Entry::order));
    private final Runnable afterStep;
    private final BooleanSupplier over;
    private Task current;
    private long now;
    private long steps;
    private int depth;

    /** @param over whether nothing more is to happen */
    Loop(Random random, Runnable afterStep, BooleanSupplier over) {
        this.random = random;
        this.afterStep = afterStep;
        this.over = over;
    }

    /** Nanoseconds of true time since the beginning. */
    long now() {
        return now;
    }

    long steps() {
        return steps;
    }

    /** What does the present step: {@code claim}. */
    String doing() {
        return current == null ? "-" : current.name;
    }

    /** A thread that does nothing until it is woken. */
    Task task(Actor actor, String name, Body body) {
        return new Task(actor, name, body);
    }

    /** Something that happens once. */
    void after(Duration time, Actor actor, String name, Runnable what) {
        task(actor, name, () -> {
                    what.run();
                    return null;
                })
                .within(time);
    }

    /** Goes on until the moment has come or the condition is met. */
    void runUntil(long moment, BooleanSupplier met) {
        while (!queue.isEmpty() && queue.peek().at() <= moment && !over.getAsBoolean()) {
            if (met.getAsBoolean()) {
                return;
            }
            step(queue.poll());
        }
        now = Math.max(now, moment);
    }

    private void step(Entry entry) {
        Task task = entry.task();
        if (entry.version() != task.version || task.actor.dead) {
            return;
        }
        now = Math.max(now, entry.at());
        if (task.actor.thawAt > now) {
            queue.add(new Entry(task.actor.thawAt, random.nextInt(), task, entry.version()));
            return;
        }
        steps++;
        task.run();
        afterStep.run();
    }

    /** The actor does no steps for so long; its clocks go on. */
    void freeze(Actor actor, Duration time) {
        if (!isFrozen(actor)) {
            actor.frozenAt = now;
        }
        actor.thawAt = Math.max(actor.thawAt, now + time.toNanos());
    }

    boolean isFrozen(Actor actor) {
        return actor.thawAt > now;
    }

    /** For how long it has been. */
    Duration frozenFor(Actor actor) {
        return isFrozen(actor) ? Duration.ofNanos(now - actor.frozenAt) : Duration.ZERO;
    }

    /** Whether another step may stall: those that do are within one another, and only the last of them can go on. */
    boolean canStall() {
        return depth < DEEPEST;
    }

    /** The present step hangs for so long, and longer if its actor is frozen; others go on. */
    void stall(Actor actor, Duration time) {
        Task stalled = current;
        depth++;
        runUntil(now + time.toNanos(), actor::isDead);
        while (isFrozen(actor) && !actor.dead && !over.getAsBoolean()) {
            runUntil(actor.thawAt, actor::isDead);
        }
        depth--;
        current = stalled;
    }
}
