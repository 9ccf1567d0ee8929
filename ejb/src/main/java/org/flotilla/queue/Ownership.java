package org.flotilla.queue;

import org.flotilla.core.FlotillaException;

/**
 * The fence of Q5 for work that runs away from its {@link OwnedEvent}, such as a batch job that knows only the numbers.
 *
 * <p>Model ({@code docs/model}) steps ENSURE_OWNED, and FENCE inside a transaction.
 */
public interface Ownership {

    /**
     * Means what {@link OwnedEvent#ensureOwned()} means: in a transaction it also locks the event until that ends.
     *
     * @throws FlotillaException NOT_OWNER if the lease is not held, or the claim does not hold any more
     */
    void ensureOwned(Claim claim);
}
