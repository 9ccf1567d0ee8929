package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.flotilla.cluster.IncarnationRevoked;
import org.flotilla.cluster.Nodes;

/** Gives back the work of an incarnation in the transaction that revokes it (Q4). No EJB: they are stopped before a node leaves. */
@ApplicationScoped
class RevokedWork {

    @Inject
    private Claims claims;

    @Inject
    private Nodes nodes;

    void revoked(@Observes IncarnationRevoked revoked) {
        claims.giveBack(revoked, nodes.self());
    }
}
