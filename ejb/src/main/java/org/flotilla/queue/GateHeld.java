package org.flotilla.queue;

/** Somebody has the lock of a site's gate for longer than its transaction should take: a node that hangs. */
public class GateHeld extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GateHeld(String site, Throwable cause) {
        super("The gate of site " + site + " is held by a node that does not answer.", cause);
    }
}
