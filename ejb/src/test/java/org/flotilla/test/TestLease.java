package org.flotilla.test;

import java.util.Optional;
import org.flotilla.cluster.Lease;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;

/** A lease that a test gives and takes. */
public final class TestLease implements Lease {

    private volatile Incarnation held;
    private boolean byAny;

    public static TestLease held(long incarnation) {
        TestLease lease = new TestLease();
        lease.held = new Incarnation(incarnation);
        return lease;
    }

    /** One that counts as held under whatever incarnation is asked for: for tests of several owners. */
    public static TestLease heldByAny() {
        TestLease lease = held(1);
        lease.byAny = true;
        return lease;
    }

    public void lose() {
        held = null;
    }

    /** Another begins: of the same incarnation, which in earnest is never so. */
    public void regain() {
        held = new Incarnation(1);
    }

    @Override
    public boolean isHeld() {
        return held != null;
    }

    @Override
    public Optional<Incarnation> incarnation() {
        return Optional.ofNullable(held);
    }

    @Override
    public void ensureHeld(Incarnation incarnation) {
        if (held == null || !(byAny || incarnation.equals(held))) {
            throw new FlotillaException(ErrorCode.NOT_OWNER, "The lease is lost.", "Nothing: another node goes on.");
        }
    }

    @Override
    public void ensureAccepting() {
        if (held == null) {
            throw new FlotillaException(ErrorCode.NODE_NOT_READY, "This node has no lease.", "Try another node.");
        }
    }
}
