package org.flotilla.core;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that is run again and again and outlives whatever it throws. Tells of a failure when it begins and when it is
 * over, not each second in between. For one thread at a time.
 */
public final class SteadyTask implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SteadyTask.class);

    private final String what;
    private final Runnable task;
    private long failures;

    /** @param what for the log: {@code Firing schedules} */
    public SteadyTask(String what, Runnable task) {
        this.what = what;
        this.task = task;
    }

    @Override
    public void run() {
        try {
            task.run();
            recovered();
        } catch (Throwable t) { // a loop that ends on an Error would leave the node half alive
            failed(t);
        }
    }

    private void recovered() {
        if (failures > 0) {
            LOG.info("{} works again after {} failed tries", what, failures);
            failures = 0;
        }
    }

    private void failed(Throwable t) {
        failures++;
        if (failures == 1) {
            LOG.warn("{} failed; trying on: {}", what, t.toString(), t);
        } else {
            LOG.debug("{} failed for the {}th time in a row", what, failures, t);
        }
    }
}
