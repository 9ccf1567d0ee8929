package org.flotilla.administrator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.flotilla.audit.Audit;
import org.flotilla.core.NodeClock;

/**
 * Refused sign-ins in the audit log (A5). Anybody can cause one, so no more than some are written at once and then one
 * every few seconds; the next that is written says how many were not. Thread-safe.
 */
@ApplicationScoped
class RefusalRecords {

    static final int AT_ONCE = 100;
    static final Duration THEN_ONE_EVERY = Duration.ofSeconds(5);

    private final Audit audit;
    private final NodeClock clock;
    private int left = AT_ONCE;
    private long unwritten;
    private long countedAt;

    /** For CDI's proxy. */
    protected RefusalRecords() {
        this(null, null);
    }

    @Inject
    RefusalRecords(Audit audit, NodeClock clock) {
        this.audit = audit;
        this.clock = clock;
        this.countedAt = clock == null ? 0 : clock.nanoTime();
    }

    /** @param subject printable and short */
    void record(String subject) {
        long others = take();
        if (others >= 0) {
            String detail = others == 0 ? null : others + " more refused sign-ins were not recorded";
            audit.record(subject, "sign-in.refused", subject, detail);
        }
    }

    /** How many have not been written since the last that was; -1 if this one is not to be written either. */
    private synchronized long take() {
        long regained = clock.since(countedAt).dividedBy(THEN_ONE_EVERY);
        if (regained > 0) {
            left = (int) Math.min(AT_ONCE, left + regained);
            countedAt += THEN_ONE_EVERY.multipliedBy(regained).toNanos();
        }
        if (left == 0) {
            unwritten++;
            return -1;
        }
        left--;
        long others = unwritten;
        unwritten = 0;
        return others;
    }
}
