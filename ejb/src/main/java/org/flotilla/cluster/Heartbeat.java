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
import org.flotilla.core.RepeatedFailure;
import org.flotilla.storage.StorageProof;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One beat: look at the storage and at the work, join or renew, read the nodes, find the silent ones. Called by one thread only, which waits
 * for no row that another node may hold, but for some seconds when it joins. A beat that fails is followed by the next; the
 * lease ends by itself if they go on failing, and the first that succeeds after that joins anew.
 *
 * <p>Model ({@code docs/model}) steps JOIN, RENEW, RENEWED_IN_TIME, RENEWAL_LOST and JOIN_ANEW.
 */
@ApplicationScoped
class Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(60);
    private static final String NOT_PROCESSING = "Not processing: a part of its work has made no step for "
            + LONGEST_STANDSTILL.toSeconds() + " s. The log shows where it stands; restart the node if it stays so.";
    private static final Duration WITH_SUSPECTS = Duration.ofMillis(250);

    private final Membership membership;
    private final NodeDirectory directory;
    private final OwnLease lease;
    private final SilentNodes silentNodes;
    private final ServerProperties server;
    private final NodeClock clock;
    private final StorageProof storage;
    private final Instance<Work> work;
    private final RenewalRhythm rhythm;
    private final RepeatedFailure failure =
            new RepeatedFailure(LOG, "The heartbeat, without which this node stops working after 7 s,");

    private Incarnation incarnation;
    private String refusal = "";
    private String trouble;
    private long joinedAt;

    /** For CDI's proxy. */
    protected Heartbeat() {
        this(null, null, null, null, null, null, null, null);
    }

    @Inject
    Heartbeat(
            Membership membership,
            NodeDirectory directory,
            OwnLease lease,
            SilentNodes silentNodes,
            ServerProperties server,
            NodeClock clock,
            StorageProof storage,
            Instance<Work> work) {
        this.membership = membership;
        this.directory = directory;
        this.lease = lease;
        this.silentNodes = silentNodes;
        this.server = server;
        this.clock = clock;
        this.storage = storage;
        this.work = work;
        this.rhythm = new RenewalRhythm(clock);
    }

    /** Does a beat; returns how long to wait before the next. */
    Duration beat() {
        if (!storage.isChecked()) {
            return WITH_SUSPECTS;
        }
        try {
            long sentAt = clock.nanoTime();
            boolean working = hasStorage() && isProcessing() && (incarnation == null ? join(sentAt) : renew(sentAt));
            Duration even = rhythm.evenFor();
            directory.refresh(membership.nodes());
            failure.over();
            if (working) {
                return silentNodes.look(directory.all(), directory.self(), even, isSteady()) ? WITH_SUSPECTS : EVERY;
            }
            silentNodes.forget();
            return EVERY;
        } catch (Exception | Error e) { // also what a transaction's end throws undeclared
            silentNodes.forget();
            failure.failed(e);
            return EVERY;
        }
    }

    /**
     * A node is online only if it is processing (C4). At first it says that it is not; then it gives back what it has, so that
     * others do it, and joins again when the work goes on. What stood still while the lease ran out waited for the same database.
     */
    private boolean isProcessing() {
        Optional<Standstill> standstill = work().flatMap(Work::standstill);
        boolean outage = incarnation != null && !lease.isHeld();
        if (standstill.isEmpty() || outage) {
            trouble = null;
            return true;
        }
        if (trouble == null) {
            LOG.error(
                    "{} Its thread: {}",
                    standstill.get().reason(),
                    standstill.get().stack());
        }
        trouble = standstill.get().reason();
        if (standstill.get().since().compareTo(LONGEST_STANDSTILL) < 0) {
            return true;
        }
        giveBack(NOT_PROCESSING);
        return false;
    }

    private boolean join(long sentAt) {
        JoinResult result = membership.join(candidate());
        if (result instanceof Joined joined) {
            incarnation = joined.incarnation();
            joinedAt = sentAt;
            refusal = "";
            lease.begin(incarnation, sentAt);
            rhythm.restart();
            LOG.info("Node {} joined under incarnation {}", directory.self(), incarnation);
            return true;
        }
        refused(((Refused) result).reason());
        return false;
    }

    private void refused(String reason) {
        lease.end(reason);
        if (!reason.equals(refusal)) {
            refusal = reason;
            LOG.warn("Node {} may not work: {}", directory.self(), reason);
        }
    }

    /** Without the shared file system a node does not join, and gives back what it has (O5). */
    private boolean hasStorage() {
        Optional<String> problem = storage.problem();
        problem.ifPresent(this::giveBack);
        return problem.isEmpty();
    }

    /** The lease ends at once; the incarnation is known until the database says that it has ended too. */
    private void giveBack(String reason) {
        refused(reason);
        if (membership.withoutStorage(candidate(), Optional.ofNullable(incarnation), reason)) {
            incarnation = null;
        }
    }

    private boolean renew(long sentAt) {
        if (!lease.isHeld()) {
            return joinAnew();
        }
        if (!membership.renew(directory.self(), incarnation, workload(), trouble)) {
            LOG.warn("Incarnation {} of node {} was revoked; joining again", incarnation, directory.self());
            incarnation = null;
            lease.end("It was taken for dead and joins again.");
            return false;
        }
        rhythm.renewed();
        return lease.renewed(incarnation, sentAt) || joinAnew();
    }

    /**
     * Results were dropped when the lease ended, so that events may be RUNNING which nobody works on. They are freed with the
     * incarnation that owns them.
     */
    private boolean joinAnew() {
        lease.end("It could not reach the database and joins again.");
        membership.leave(directory.self(), incarnation, "It could not renew its lease in time");
        LOG.warn(
                "Node {} could not renew for {} s; it has given back the work of incarnation {} and joins again",
                directory.self(),
                OwnLease.OWN_LIMIT.toSeconds(),
                incarnation);
        incarnation = null;
        return join(clock.nanoTime());
    }

    /** Whether it has renewed for a whole lease. */
    private boolean isSteady() {
        return clock.since(joinedAt).compareTo(OwnLease.LEASE) >= 0;
    }

    void leave(Incarnation own) {
        try {
            membership.leave(directory.self(), own, "It was stopped");
        } catch (Exception e) {
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
                workload().slots());
    }

    private Workload workload() {
        return work().map(present -> new Workload(present.slots(), present.running(), present.full()))
                .orElse(Workload.NONE);
    }

    private Optional<Work> work() {
        return work.stream().findFirst();
    }
}
