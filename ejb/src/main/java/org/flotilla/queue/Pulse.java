package org.flotilla.queue;

import java.time.Duration;
import java.util.Optional;
import org.flotilla.cluster.Standstill;
import org.flotilla.core.NodeClock;

/** Tells whether a loop still makes its steps (C4). The loop's thread beats; any thread may look. */
final class Pulse {

    /** Many times what a step takes, or waits for. */
    static final Duration LONGEST_STEP = Duration.ofSeconds(30);

    private final String what;
    private final NodeClock clock;
    private volatile long lastStep;
    private volatile boolean begun;
    private volatile Thread thread;

    Pulse(String what, NodeClock clock) {
        this.what = what;
        this.clock = clock;
    }

    /** The loop is about to begin: from now on it has to make its steps. */
    void begin() {
        lastStep = clock.nanoTime();
        begun = true;
    }

    /** To be called by the loop's thread at each step. */
    void beat() {
        thread = Thread.currentThread();
        lastStep = clock.nanoTime();
    }

    /** Set if there was no step for too long. */
    Optional<Standstill> standstill() {
        if (!begun) {
            return Optional.empty();
        }
        Duration silence = clock.since(lastStep);
        return silence.compareTo(LONGEST_STEP) <= 0
                ? Optional.empty()
                : Optional.of(new Standstill(what, silence, thread == null ? "" : stack(thread)));
    }

    private static String stack(Thread stuck) {
        StringBuilder text = new StringBuilder(stuck.getName() + " (" + stuck.getState() + ")");
        for (StackTraceElement frame : stuck.getStackTrace()) {
            text.append("\n\tat ").append(frame);
        }
        return text.toString();
    }
}
