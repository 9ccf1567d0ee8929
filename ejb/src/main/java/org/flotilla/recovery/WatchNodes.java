package org.flotilla.recovery;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.flotilla.cluster.Nodes;
import org.flotilla.config.Parameters;
import org.flotilla.core.Incarnation;
import org.flotilla.notify.Outbox;
import org.flotilla.recovery.IncidentStore.Monitor;
import org.flotilla.recovery.IncidentStore.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look of the disaster-recovery monitor, in one transaction: the incident and its notices stand together or not at
 * all (D2). If the node dies here, the next monitor sees what was committed and goes on from that.
 */
@Stateless
public class WatchNodes {

    private static final Logger LOG = LoggerFactory.getLogger(WatchNodes.class);

    private IncidentStore store;
    private Outbox outbox;
    private Nodes nodes;
    private Parameters parameters;
    private NoticeText text;

    /** For the container. */
    protected WatchNodes() {}

    @Inject
    public WatchNodes(IncidentStore store, Outbox outbox, Nodes nodes, Parameters parameters, NoticeText text) {
        this.store = store;
        this.outbox = outbox;
        this.nodes = nodes;
        this.parameters = parameters;
        this.text = text;
    }

    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void look(Incarnation incarnation) {
        int required = parameters.get(RecoveryParameters.MINIMUM_NODES);
        Monitor monitor = new Monitor(nodes.self(), incarnation, required, parameters.get(RecoveryParameters.GRACE));
        store.look(monitor).ifPresent(seen -> {
            if (seen.online() < required) {
                tooFew(monitor, seen);
            } else {
                enough(monitor, seen);
            }
        });
    }

    private void tooFew(Monitor monitor, Watch seen) {
        if (!seen.isBelow() && store.startBelow(monitor)) {
            LOG.warn(
                    "Only {} of at least {} nodes are online; waiting for {} s",
                    seen.online(),
                    monitor.required(),
                    monitor.grace().toSeconds());
        }
        if (seen.graceOver() && !seen.isOpen()) {
            store.open(monitor, NoticeText.states(nodes.read())).ifPresent(incident -> {
                LOG.error(
                        "Incident {}: {} of at least {} nodes", incident.id(), incident.online(), incident.required());
                outbox.put(text.opened(incident));
            });
        }
    }

    private void enough(Monitor monitor, Watch seen) {
        if (seen.isBelow() && store.endBelow(monitor)) {
            LOG.info("Enough nodes are online again: {}", seen.online());
        }
        if (seen.isOpen()) {
            store.close(monitor).ifPresent(incident -> {
                LOG.info("Incident {} is over", incident.id());
                outbox.put(text.closed(incident, nodes.read()));
            });
        }
    }
}
