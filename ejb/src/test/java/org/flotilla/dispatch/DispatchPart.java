package org.flotilla.dispatch;

import java.time.Duration;
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.Nodes;
import org.flotilla.config.ConfigurationChanged;
import org.flotilla.config.NodeParameters;
import org.flotilla.config.Parameters;
import org.flotilla.queue.Dispatcher;
import org.flotilla.queue.Overload;
import org.flotilla.queue.Reassignment;
import org.flotilla.site.Sites;

/**
 * What {@code dispatch} does on one node of the simulator, put together by hand from the product's own classes. The caller's
 * loop takes the place of {@link Redispatch}'s thread.
 */
public final class DispatchPart {

    /** What surrounds it. */
    public record Host(
            Nodes nodes,
            Lease lease,
            NodeParameters each,
            Parameters own,
            Sites sites,
            AccountAffinity affinity,
            Reassignment queue) {}

    private final SingleNodeSites sites;
    private final PolicyDispatcher dispatcher;
    private final OverloadedNodes overload;
    private final Redispatcher redispatcher;

    public DispatchPart(Host host) {
        sites = new SingleNodeSites(host.sites());
        DispatchSettings settings = new DispatchSettings(host.nodes(), host.each(), sites);
        dispatcher = new PolicyDispatcher(host.nodes(), settings, host.affinity(), host.queue());
        overload = new OverloadedNodes(host.nodes(), settings, host.own());
        redispatcher = new Redispatcher(host.nodes(), host.lease(), settings, host.affinity(), host.queue());
    }

    public Dispatcher dispatcher() {
        return dispatcher;
    }

    public Overload overload() {
        return overload;
    }

    /** As the thread of {@link Redispatch} does; returns how long to pause. */
    public Duration step() {
        return redispatcher.step();
    }

    /** The nodes are others: {@link #step} is to follow. */
    public void nodesChanged() {
        redispatcher.changed();
    }

    /** The parameters are others: {@link #step} is to follow. */
    public void configured(long version) {
        ConfigurationChanged change = new ConfigurationChanged(version);
        sites.configured(change);
        dispatcher.configured(change);
        redispatcher.changed();
    }
}
