package org.flotilla.messaging;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.flotilla.cluster.Lease;
import org.flotilla.core.FlotillaException;
import org.flotilla.transfer.KeySpace;
import org.flotilla.transfer.Pushes;

/**
 * Does what a request asks for.
 *
 * <p>In a transaction of its own, which is committed before the message is taken off its queue: a bad request must roll
 * back here, yet be answered in the message's transaction. If the node dies in between, the message comes again, and its
 * key finds the event that it submitted before: neither lost nor twice (M1).
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AcceptRequest {

    private Lease lease;
    private Pushes pushes;

    /** For the container. */
    protected AcceptRequest() {}

    @Inject
    public AcceptRequest(Lease lease, Pushes pushes) {
        this.lease = lease;
        this.pushes = pushes;
    }

    /**
     * The answer, when what was asked for is durable or can never be done.
     *
     * @param key the same at each delivery of this message
     * @throws FlotillaException transient: this node, or another, should try the message again later
     */
    public Answer accept(String text, String key) {
        try {
            lease.ensureAccepting();
            return Answer.accepted(pushes.submit(Request.push(text, key), KeySpace.JMS));
        } catch (FlotillaException e) {
            if (e.isTransient()) {
                throw e;
            }
            return Answer.refused(e);
        }
    }
}
