package org.flotilla.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells what is going on, with the seconds since the start, so that nobody looks at a silent screen: when nothing was
 * said for some seconds the present step is said again, with its detail. Lives until {@link #close()}; safe for use by
 * several threads.
 */
public final class Progress implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofSeconds(4);
    private static final long BEAT_MILLIS = 1_000;

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private final long start;
    private final Timer beat = new Timer("progress", true);
    private String step = "";
    private Supplier<String> detail = () -> "";
    private long lastSaid;

    public Progress(PrintStream out) {
        this(out, System::nanoTime);
        beat.scheduleAtFixedRate(
                new TimerTask() {
                    @Override
                    public void run() {
                        breakSilence();
                    }
                },
                BEAT_MILLIS,
                BEAT_MILLIS);
    }

    Progress(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.lastSaid = start;
    }

    /** Begins a step; it is repeated until the next one begins or {@link #quiet()} is called. */
    public void step(String text) {
        step(text, () -> "");
    }

    /** Begins a step whose repetition carries a detail that changes, for example the state of each server. */
    public synchronized void step(String text, Supplier<String> newDetail) {
        this.step = text;
        this.detail = newDetail;
        say(text);
    }

    /**
     * Says one line within the present step. Never throws: on a terminal Maven's stream does when Maven writes to it at the same
     * moment, and who stops the servers has more to do than to tell of it.
     */
    public synchronized void say(String text) {
        lastSaid = nanoTime.getAsLong();
        try {
            out.printf("[%4d s] %s%n", seconds(), text);
            out.flush();
        } catch (RuntimeException e) {
            lastSaid = start; // said again soon, if it lasts
        }
    }

    /** Ends the present step: nothing is repeated from here on. */
    public synchronized void quiet() {
        step = "";
    }

    /** Whole seconds since the beginning. */
    public long seconds() {
        return TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - start);
    }

    synchronized void breakSilence() {
        if (!step.isEmpty() && nanoTime.getAsLong() - lastSaid >= SILENCE.toNanos()) {
            String more = detail.get();
            say("... " + (more.isEmpty() ? step : more));
        }
    }

    @Override
    public void close() {
        beat.cancel();
    }
}
