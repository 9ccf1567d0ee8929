package org.flotilla.queue;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.flotilla.core.Backoff;

/**
 * How events of one type, for one site, are tried again (Q6).
 *
 * @param first the wait after the first failure, doubled with each further one
 * @param longest the longest wait
 * @param attempts how often it is tried before it is DEAD
 */
record RetryPolicy(Duration first, Duration longest, int attempts) {

    /** How long to wait after so many claims; varies by a fifth. */
    Duration after(int claims) {
        return new Backoff(first, longest, ThreadLocalRandom.current()::nextDouble).after(claims);
    }
}
