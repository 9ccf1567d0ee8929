package org.flotilla.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.flotilla.cluster.JoinResult.Joined;
import org.flotilla.cluster.JoinResult.Refused;
import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.config.ServerProperties;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One beat: join or renew, read the nodes, revoke the silent ones. Called by one thread only. A beat that fails is logged
 * and followed by the next; the lease ends by itself if they go on failing.
 */
@ApplicationScoped
class Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration WITH_SUSPECTS = Duration.ofMillis(250);

    @Inject
    private Membership membership;

    @Inject
    private NodeDirectory directory;

    @Inject
    private OwnLease lease;

    @Inject
    private SilentNodes silentNodes;

    @Inject
    private ServerProperties server;

    @Inject
    private NodeClock clock;

    @Inject
    private Instance<Work> work;

    private Incarnation incarnation;
    private String refusal = "";
    private long renewedAt;
    private long steadySince;

    /** Does a beat; returns how long to wait before the next. */
    Duration beat() {
        try {
            long sentAt = clock.nanoTime();
            boolean working = incarnation == null ? join(sentAt) : renew(sentAt);
            directory.refresh(membership.nodes());
            boolean suspects = working && isSteady() && silentNodes.revoke(directory.all(), directory.self());
            return suspects ? WITH_SUSPECTS : EVERY;
        } catch (RuntimeException | Error e) {
            LOG.warn("A heartbeat failed; the node stops working if they go on failing for 7 s", e);
            return EVERY;
        }
    }

    private boolean join(long sentAt) {
        JoinResult result = membership.join(candidate());
        if (result instanceof Joined joined) {
            incarnation = joined.incarnation();
            steadySince = sentAt;
            held(sentAt);
            LOG.info("Node {} joined under incarnation {}", directory.self(), incarnation);
            return true;
        }
        String reason = ((Refused) result).reason();
        lease.end(reason);
        if (!reason.equals(refusal)) {
            refusal = reason;
            LOG.warn("Node {} may not work: {}", directory.self(), reason);
        }
        return false;
    }

    private boolean renew(long sentAt) {
        if (!membership.renew(directory.self(), incarnation, running(), slots())) {
            LOG.warn("Incarnation {} of node {} was revoked; joining again", incarnation, directory.self());
            incarnation = null;
            lease.end("It was taken for dead and joins again.");
            return false;
        }
        if (clock.since(renewedAt).compareTo(OwnLease.OWN_LIMIT) >= 0) {
            steadySince = sentAt;
        }
        held(sentAt);
        return true;
    }

    private void held(long sentAt) {
        renewedAt = sentAt;
        refusal = "";
        lease.renewed(incarnation, sentAt);
    }

    /** Only who has renewed for a whole lease may revoke: else everybody would after an outage of the database. */
    private boolean isSteady() {
        return clock.since(steadySince).compareTo(OwnLease.LEASE) >= 0;
    }

    void leave(Incarnation own) {
        try {
            membership.leave(directory.self(), own, "It was stopped");
        } catch (RuntimeException e) {
            LOG.warn("Could not leave in order; the others will notice", e);
        }
    }

    private Candidate candidate() {
        return new Candidate(
                directory.self(),
                server.memberName(),
                server.address(),
                server.option("Cluster.DeploymentSite").orElse("PROD"),
                server.version(),
                slots());
    }

    private int slots() {
        return workload().map(Work::slots).orElse(0);
    }

    private int running() {
        return workload().map(Work::running).orElse(0);
    }

    private Optional<Work> workload() {
        return work.stream().findFirst();
    }
}
