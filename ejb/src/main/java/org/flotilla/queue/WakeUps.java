package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.flotilla.cluster.ClusterMessage;
import org.flotilla.cluster.ClusterMessages;
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.Nodes;
import org.flotilla.config.ConfigurationChanged;

/** Wakes nodes when there is something to claim (Q9). Only makes things faster: a lost wake-up costs one poll. */
@ApplicationScoped
class WakeUps {

    private static final String TOPIC = "queue.work";

    @Inject
    private ClusterMessages messages;

    @Inject
    private EventProcessor processor;

    @Inject
    private Nodes nodes;

    @Inject
    private Lease lease;

    @Inject
    private QueueCounters counters;

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) WorkReady ready) {
        if (ready.nodes().isEmpty() || ready.nodes().stream().anyMatch(node -> !node.equals(nodes.self()))) {
            counters.wakeUpSent();
            messages.send(ready.nodes(), TOPIC);
        }
        if (lease.isHeld() && (ready.nodes().isEmpty() || ready.nodes().contains(nodes.self()))) {
            counters.wakeUpReceived();
            processor.wake();
        }
    }

    /** The shares of the slots may be others. */
    void changed(@Observes ConfigurationChanged unusedChange) {
        processor.look();
    }

    void arrived(@Observes ClusterMessage message) {
        if (message.topic().equals(TOPIC)) {
            counters.wakeUpReceived();
            processor.wake();
        }
    }
}
