package org.flotilla.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;

/**
 * This node's lease, on its monotonic clock (decision 0001). It counts from the moment *before* the renewal was sent, and
 * ends 3 seconds before others may take over: 7 seconds against the lease's 10. One that has ended never goes on: whoever
 * saw its end has dropped results, and only the end of the incarnation frees their events. Thread-safe.
 *
 * <p>In the model ({@code docs/model}): {@code held}, {@code holds}, and step RENEWED_IN_TIME.
 */
@ApplicationScoped
class OwnLease implements Lease {

    /** Others may revoke a node that has been silent for this long. */
    static final Duration LEASE = Duration.ofSeconds(10);

    /** A node stops itself this long after its last renewal. */
    static final Duration OWN_LIMIT = Duration.ofSeconds(7);

    private record Renewal(Incarnation incarnation, long sentAt) {}

    private final NodeClock clock;
    private Renewal last;
    private String why = "It is starting.";

    /** For CDI's proxy. */
    protected OwnLease() {
        this(null);
    }

    @Inject
    OwnLease(NodeClock clock) {
        this.clock = clock;
    }

    /** The join succeeded that was sent at this moment of the monotonic clock. */
    synchronized void begin(Incarnation incarnation, long sentAt) {
        last = new Renewal(incarnation, sentAt);
    }

    /** A renewal succeeded that was sent at this moment; false: too late, the lease has ended and stays so. */
    synchronized boolean renewed(Incarnation incarnation, long sentAt) {
        if (!incarnation().filter(incarnation::equals).isPresent()) {
            return false;
        }
        last = new Renewal(incarnation, sentAt);
        return true;
    }

    /** The incarnation has ended, or the node may not work. */
    synchronized void end(String reason) {
        why = reason;
        last = null;
    }

    @Override
    public boolean isHeld() {
        return incarnation().isPresent();
    }

    @Override
    public synchronized Optional<Incarnation> incarnation() {
        boolean held = last != null && clock.since(last.sentAt()).compareTo(OWN_LIMIT) < 0;
        return held ? Optional.of(last.incarnation()) : Optional.empty();
    }

    @Override
    public void ensureHeld(Incarnation incarnation) {
        if (!incarnation().filter(incarnation::equals).isPresent()) {
            throw new FlotillaException(
                    ErrorCode.NOT_OWNER,
                    "This node's lease under incarnation " + incarnation + " has ended.",
                    "Nothing to do: another node takes over the work.");
        }
    }

    @Override
    public synchronized void ensureAccepting() {
        if (!isHeld()) {
            String reason = last == null ? why : "It cannot reach the database.";
            throw new FlotillaException(
                    ErrorCode.NODE_NOT_READY, "This node does not work at present. " + reason, "Try another node.");
        }
    }
}
