package org.flotilla.core;

import org.slf4j.Logger;

/**
 * Tells of what is tried over and over when it begins to fail and when that is over, not each time in between: an outage of
 * the database would fill the log. Used by one thread.
 */
public final class RepeatedFailure {

    private final Logger log;
    private final String what;
    private long times;

    /** @param what is tried, as the beginning of a sentence */
    public RepeatedFailure(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** It failed, and will be tried again. */
    public void failed(Throwable thrown) {
        times++;
        if (times == 1) {
            log.warn("{} failed; trying on: {}", what, thrown.toString(), thrown);
        } else {
            log.debug("{} failed for the {}th time in a row", what, times, thrown);
        }
    }

    /** It succeeded. */
    public void over() {
        if (times > 0) {
            log.info("{} works again after {} failed tries", what, times);
            times = 0;
        }
    }
}
