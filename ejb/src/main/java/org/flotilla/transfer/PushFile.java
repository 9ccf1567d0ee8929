package org.flotilla.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalLong;
import org.flotilla.cluster.Lease;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.EventHandler;
import org.flotilla.queue.OwnedEvent;
import org.flotilla.queue.OwnershipWatch;
import org.flotilla.queue.SiteGate;
import org.flotilla.site.Site;
import org.flotilla.site.SiteConnection;
import org.flotilla.site.SiteConnections;
import org.flotilla.site.Sites;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers a stored content to a site, once (T2, T8, decision 0001), whoever dies when.
 *
 * <p>The bytes go to a temporary name that only this claim uses. Then the transfer is recorded as PUBLISHING, with that
 * name, under the fence; then the temporary name is renamed to the final one. A file has one temporary name that was
 * recorded so, and a rename of it can succeed only once: whoever finds the transfer PUBLISHING renames if the temporary
 * file is there and whole, and knows that an earlier owner did if that same partner, known by address and key, has none.
 * The owner that wrote the temporary file itself takes nothing for granted: if the file is gone, it is delivered only if it
 * is there under its final name. The bytes are sent again only after it was seen that no rename delivered them, and the
 * temporary file was moved out of the way of any that may still be on its way.
 *
 * <p>Model ({@code docs/model}) steps BEGIN_PUSH to CLEAR_PART; what it does not bear is among the known holes there.
 */
@ApplicationScoped
public class PushFile implements EventHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PushFile.class);

    private final Sites sites;
    private final SiteGate gate;
    private final SiteConnections connections;
    private final UploadContent upload;
    private final PushTransactions transactions;
    private final OwnershipWatch watch;
    private final Lease lease;

    /** For CDI's proxy. */
    protected PushFile() {
        this(null, null, null, null, null, null, null);
    }

    @Inject
    public PushFile(
            Sites sites,
            SiteGate gate,
            SiteConnections connections,
            UploadContent upload,
            PushTransactions transactions,
            OwnershipWatch watch,
            Lease lease) {
        this.sites = sites;
        this.gate = gate;
        this.connections = connections;
        this.upload = upload;
        this.transactions = transactions;
        this.watch = watch;
        this.lease = lease;
    }

    @Override
    public String action() {
        return PushOrder.ACTION;
    }

    @Override
    public String handle(OwnedEvent event) {
        PushOrder order = PushOrder.of(event);
        Site site = sites.find(order.site()).orElseThrow(() -> FlotillaException.notFound("site", order.site()));
        return gate.through(event, site, () -> deliver(event, order, site));
    }

    private String deliver(OwnedEvent event, PushOrder order, Site site) {
        PushPaths paths = PushPaths.of(event, order, site);
        Outgoing outgoing = transactions.begin(event, newPush(event, order, site, paths));
        switch (outgoing.state()) {
            case DONE -> LOG.debug("Event {} had delivered its file already", event.id());
            case PUBLISHING -> {
                if (!finish(event, order, outgoing)) {
                    send(event, order, outgoing, paths);
                }
            }
            default -> send(event, order, outgoing, paths);
        }
        return "Delivered to " + site.name() + " as " + paths.finalPath();
    }

    /**
     * An earlier owner, or an earlier try, got as far as to publish. Returns false if it can be seen that the file was not
     * delivered and that its bytes are not there any more: then they are sent anew.
     */
    private boolean finish(OwnedEvent event, PushOrder order, Outgoing outgoing) {
        try (SiteConnection connection = connections.open(order.site())) {
            OptionalLong left = connection.size(outgoing.tempPath());
            if (isWhole(left, order)) {
                if (publish(event, connection, outgoing.id(), outgoing.tempPath(), outgoing.finalPath())
                        .isPresent()) {
                    renamedBefore(event, connection, outgoing.id(), outgoing.finalPath());
                }
                return true;
            }
            if (left.isEmpty()
                    && !isWithdrawn(connection, outgoing.tempPath())
                    && wasRenamed(connection, order, outgoing)) {
                renamedBefore(event, connection, outgoing.id(), outgoing.finalPath());
                return true;
            }
            transactions.refused(
                    event,
                    outgoing.id(),
                    connection.peer() + " has " + (left.isEmpty() ? "nothing" : left.getAsLong() + " bytes") + " of "
                            + order.content().size() + " bytes sent. They are sent again.");
            return false;
        }
    }

    /**
     * The partner that has no temporary file has renamed it: unless it never had it, because the site, or the machine at its
     * address, was another then.
     */
    private static boolean wasRenamed(SiteConnection connection, PushOrder order, Outgoing outgoing) {
        return isSamePeer(connection, outgoing) || isWhole(connection.size(outgoing.finalPath()), order);
    }

    private static boolean isSamePeer(SiteConnection connection, Outgoing outgoing) {
        return connection.peer().equals(outgoing.peer()) && connection.peerKey().equals(outgoing.peerKey());
    }

    private static boolean isWhole(OptionalLong size, PushOrder order) {
        return size.isPresent() && size.getAsLong() == order.content().size();
    }

    private void send(OwnedEvent event, PushOrder order, Outgoing outgoing, PushPaths paths) {
        try (SiteConnection connection = connections.open(order.site())) {
            if (outgoing.tempPath() != null) {
                connection.delete(outgoing.tempPath());
                connection.delete(PushPaths.withdrawn(outgoing.tempPath()));
            }
            transactions.sending(
                    event, outgoing.id(), new Destination(connection.peer(), connection.peerKey(), paths.tempPath()));
            String sha256 = uploaded(event, connection, order, paths);
            recordPublishing(event, connection, outgoing, paths, sha256);
            Optional<FlotillaException> refusal =
                    publish(event, connection, outgoing.id(), paths.tempPath(), paths.finalPath());
            if (refusal.isPresent()) {
                ensureDelivered(event, connection, order, outgoing.id(), paths, refusal.get());
            }
        } catch (FlotillaException e) {
            failed(event, outgoing.id(), e);
            throw e;
        }
    }

    private String uploaded(OwnedEvent event, SiteConnection connection, PushOrder order, PushPaths paths) {
        try (OwnershipWatch.Watched claim = watch.begin(event.claim())) {
            return upload.to(connection, paths.tempPath(), order.content(), claim::ensureHeld);
        } catch (FlotillaException e) {
            if (e.code() == ErrorCode.NOT_OWNER) {
                clearAnew(event, order.site(), paths.tempPath());
            } else {
                clear(connection, paths.tempPath());
            }
            throw e;
        }
    }

    /**
     * The connection has ended with the claim. A cancelled event has no next owner who would clear; while the lease is held
     * the place at the site is still this node's, so it may connect once more. After that it must not (W4), and the next
     * owner clears.
     */
    private void clearAnew(OwnedEvent event, String site, String tempPath) {
        try {
            lease.ensureHeld(event.incarnation());
            try (SiteConnection connection = connections.open(site)) {
                connection.delete(tempPath);
            }
        } catch (FlotillaException e) {
            LOG.debug("{} stays at site {}", tempPath, site, e);
        }
    }

    /**
     * Only a refusal that is certain lets the temporary file be deleted. After any other failure the change may have been
     * committed, and then the file is the only one there will ever be.
     */
    private void recordPublishing(
            OwnedEvent event, SiteConnection connection, Outgoing outgoing, PushPaths paths, String sha256) {
        try {
            transactions.publishing(event, outgoing.id(), paths.finalPath(), sha256);
        } catch (FlotillaException e) {
            clear(connection, paths.tempPath());
            throw e;
        }
    }

    /**
     * The fence is asked at the last moment: an owner that was frozen must not rename what its successor sent.
     *
     * @return empty if it is published; what the partner answered if it did not rename, or says so, and the temporary file
     *     is not there, nor withdrawn: then somebody renamed it, or took it away
     */
    private Optional<FlotillaException> publish(
            OwnedEvent event, SiteConnection connection, long id, String tempPath, String finalPath) {
        try {
            connection.replace(tempPath, finalPath, event::ensureOwned);
        } catch (FlotillaException e) {
            Optional<FlotillaException> undelivered = withdrawn(event, connection, tempPath, e);
            if (undelivered.isPresent()) {
                transactions.refused(event, id, described(undelivered.get()));
                clear(connection, tempPath);
                clear(connection, PushPaths.withdrawn(tempPath));
                throw undelivered.get();
            }
            return Optional.of(e);
        }
        transactions.published(event, id, null);
        return Optional.empty();
    }

    /**
     * The partner answered, and did not rename. The temporary file is moved out of the way before the record says so: an earlier
     * owner that was frozen may still ask for its rename, and of the two moves the partner carries out one. If it carries out
     * neither, the transfer stays PUBLISHING and the next try renames; unless there is none, as the partner has refused for good
     * or this is the last attempt. No answer, to any of these questions, tells nothing: then too the transfer stays PUBLISHING.
     *
     * @return why the file is not delivered; empty: it is gone, so it was renamed, or taken away
     */
    private static Optional<FlotillaException> withdrawn(
            OwnedEvent event, SiteConnection connection, String tempPath, FlotillaException refusal) {
        if (!isAnswer(refusal)) {
            throw refusal;
        }
        try {
            if (!isThere(connection, tempPath)) {
                return isWithdrawn(connection, tempPath)
                        ? Optional.of(withdrawnBefore(connection, tempPath, refusal))
                        : Optional.empty();
            }
            event.ensureOwned();
            if (withdraw(connection, tempPath)) {
                return Optional.of(refusal);
            }
            if (!isThere(connection, tempPath)) {
                return isWithdrawn(connection, tempPath) ? Optional.of(refusal) : Optional.empty();
            }
        } catch (FlotillaException e) {
            e.addSuppressed(refusal);
            throw e;
        }
        if (refusal.isTransient() && event.event().attempts() < event.event().maxAttempts()) {
            throw refusal;
        }
        return Optional.of(refusal);
    }

    /** An owner that was late withdrew it between this one's look and its rename, which then found nothing. */
    private static FlotillaException withdrawnBefore(
            SiteConnection connection, String tempPath, FlotillaException refusal) {
        return new FlotillaException(
                ErrorCode.PARTNER_BUSY,
                connection.peer() + " has no " + tempPath + " any more: an earlier try has moved it out of the way.",
                "It is sent again.",
                refusal);
    }

    private static boolean withdraw(SiteConnection connection, String tempPath) {
        try {
            return connection.move(tempPath, PushPaths.withdrawn(tempPath));
        } catch (FlotillaException e) {
            if (!isAnswer(e)) {
                throw e;
            }
            LOG.debug("{} cannot be moved out of the way", tempPath, e);
            return false;
        }
    }

    /** Asked after the temporary file was not found: only the record that it was refused comes before its end here. */
    private static boolean isWithdrawn(SiteConnection connection, String tempPath) {
        return isThere(connection, PushPaths.withdrawn(tempPath));
    }

    private static boolean isThere(SiteConnection connection, String path) {
        return connection.size(path).isPresent();
    }

    private static boolean isAnswer(FlotillaException failure) {
        return failure.code() == ErrorCode.PARTNER_REFUSED || failure.code() == ErrorCode.PARTNER_BUSY;
    }

    /**
     * This owner wrote the temporary file just now, and no other renames what it owns. So it was this rename, whatever the
     * answer; or the partner took the file away, as a virus scanner does, and it is sent again.
     */
    private void ensureDelivered(
            OwnedEvent event,
            SiteConnection connection,
            PushOrder order,
            long id,
            PushPaths paths,
            FlotillaException refusal) {
        if (isWhole(connection.size(paths.finalPath()), order)) {
            transactions.published(event, id, "Renamed, though the partner answered: " + refusal.getMessage());
            return;
        }
        FlotillaException lost = new FlotillaException(
                ErrorCode.PARTNER_BUSY,
                connection.peer() + " has no " + paths.tempPath()
                        + " any more, which was written just now, and has not renamed it: " + refusal.getMessage(),
                "It is sent again; if it stays, ask the partner what takes away files that end in .part.",
                refusal);
        transactions.refused(event, id, described(lost));
        throw lost;
    }

    private void renamedBefore(OwnedEvent event, SiteConnection connection, long id, String finalPath) {
        boolean there = isThere(connection, finalPath);
        transactions.published(
                event, id, "Published by an earlier owner" + (there ? "." : "; the partner has taken the file since."));
    }

    private void clear(SiteConnection connection, String tempPath) {
        try {
            connection.delete(tempPath);
        } catch (FlotillaException e) {
            LOG.debug("{} stays at the site until the next try", tempPath, e);
        }
    }

    /** Says in the record what went wrong; a transfer that is PUBLISHING stays so. */
    private void failed(OwnedEvent event, long id, FlotillaException failure) {
        if (failure.code() == ErrorCode.NOT_OWNER) {
            return;
        }
        try {
            transactions.failed(event, id, described(failure));
        } catch (RuntimeException e) {
            LOG.debug("The failure of transfer {} could not be recorded", id, e);
        }
    }

    private static String described(FlotillaException failure) {
        return failure.getMessage() + " " + failure.remedy();
    }

    private static NewPush newPush(OwnedEvent event, PushOrder order, Site site, PushPaths paths) {
        return new NewPush(event.id(), order, site.protocol().name(), site.peer(), paths.folder());
    }
}
