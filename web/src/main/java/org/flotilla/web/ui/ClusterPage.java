package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.licence.Licence;
import org.flotilla.licence.Licences;
import org.flotilla.queue.QueueCounters;
import org.flotilla.queue.QueueCounts;

/** The nodes in full, and the licence (C3, C4). */
@Named
@RequestScoped
public class ClusterPage {

    @Inject
    private Nodes nodes;

    @Inject
    private Licences licences;

    @Inject
    private QueueCounters counters;

    public List<NodeStatus> getNodes() {
        return nodes.all();
    }

    /** What the node that shows the page did with the queue since it started. */
    public QueueCounts getCounts() {
        return counters.counts();
    }

    public Licence getLicence() {
        return licences.current();
    }

    /** How many nodes hold a slot of the licence. */
    public long getActive() {
        return nodes.all().stream().filter(node -> node.state().isActive()).count();
    }
}
