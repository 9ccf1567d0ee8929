package org.flotilla.notify;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.flotilla.cluster.Lease;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.Incarnation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is due in the outbox, one by one (D2). The claim, the delivery and its record are three steps without a
 * common transaction: if the node dies before the other side accepted, another node tries when the claim runs out; if it
 * dies after that but before the record, the same message is sent again under the same identity, which is as far as mail
 * goes.
 *
 * <p>A notice is tried until somebody accepts it: its recipients can be mended. A letter is given up when they refuse it for
 * good, or after two days. What was given up, the first page tells for a day.
 */
@ApplicationScoped
public class Deliver {

    private static final Logger LOG = LoggerFactory.getLogger(Deliver.class);
    private static final Duration HOLD = Duration.ofSeconds(Channel.LONGEST_SECONDS);

    private OutboxStore store;
    private Iterable<Channel> channels;
    private Lease lease;
    private Nodes nodes;

    /** For CDI's proxy. */
    protected Deliver() {}

    @Inject
    public Deliver(OutboxStore store, @Any Instance<Channel> channels, Lease lease, Nodes nodes) {
        this(store, (Iterable<Channel>) channels, lease, nodes);
    }

    Deliver(OutboxStore store, Iterable<Channel> channels, Lease lease, Nodes nodes) {
        this.store = store;
        this.channels = channels;
        this.lease = lease;
        this.nodes = nodes;
    }

    /** Delivers until nothing is due or the lease is lost. */
    void allDue() {
        boolean more = true;
        while (more) {
            Optional<Incarnation> incarnation = lease.incarnation();
            more = incarnation.isPresent() && one(incarnation.get());
        }
    }

    private boolean one(Incarnation incarnation) {
        Optional<Delivery> claimed = store.claim(nodes.self(), incarnation, HOLD);
        claimed.ifPresent(delivery -> deliver(delivery, incarnation));
        return claimed.isPresent();
    }

    private void deliver(Delivery delivery, Incarnation incarnation) {
        try {
            Channel channel = channel(delivery.channel());
            lease.ensureHeld(incarnation);
            channel.deliver(delivery);
        } catch (Refused e) {
            refused(delivery, incarnation, e);
            return;
        } catch (Exception e) { // whatever it was, the notice must not be lost
            failed(delivery, incarnation, e, true);
            return;
        }
        if (store.sent(delivery)) {
            LOG.info("Sent by {}: {}", delivery.channel(), delivery.subject());
        } else {
            LOG.warn("Sent by {}, as another node had done meanwhile: {}", delivery.channel(), delivery.subject());
        }
    }

    private void refused(Delivery delivery, Incarnation incarnation, Refused refusal) {
        if (!refusal.isAccepted()) {
            failed(delivery, incarnation, refusal, refusal.isPassing());
        } else if (refusal.isPassing()) {
            Duration backOff = BackOff.after(delivery.attempts());
            LOG.warn(
                    "Sent by {} to some (attempt {}), trying the others again in {} s: {}: {}",
                    delivery.channel(),
                    delivery.attempts(),
                    backOff.toSeconds(),
                    delivery.subject(),
                    refusal.getMessage());
            store.partlySent(delivery, refusal.rest(), refusal.getMessage(), backOff);
        } else {
            giveUp(delivery, incarnation, refusal, true);
        }
    }

    private void giveUp(Delivery delivery, Incarnation incarnation, Exception e, boolean accepted) {
        if (store.giveUp(delivery, incarnation, accepted, text(e))) {
            LOG.warn(
                    "Not sent by {} to all (attempt {}), given up: {}: {}",
                    delivery.channel(),
                    delivery.attempts(),
                    delivery.subject(),
                    text(e));
        }
    }

    /** Of a notice that some have got, the others are as final as those of a letter. */
    private static boolean canEnd(Delivery delivery) {
        return delivery.letter() != null || delivery.isSent();
    }

    private void failed(Delivery delivery, Incarnation incarnation, Exception e, boolean passing) {
        if (canEnd(delivery) && (!passing || BackOff.isOver(delivery.attempts()))) {
            giveUp(delivery, incarnation, e, false);
            return;
        }
        Duration backOff = BackOff.after(delivery.attempts());
        LOG.warn(
                "Not sent by {} (attempt {}), trying again in {} s: {}: {}",
                delivery.channel(),
                delivery.attempts(),
                backOff.toSeconds(),
                delivery.subject(),
                text(e));
        store.failed(delivery, incarnation, text(e), backOff);
    }

    /** What the other side said speaks for itself. */
    private static String text(Exception e) {
        return e instanceof Refused ? e.getMessage() : e.toString();
    }

    private Channel channel(String name) {
        for (Channel channel : channels) {
            if (channel.name().equals(name)) {
                return channel;
            }
        }
        throw new IllegalStateException("This version has no channel " + name);
    }
}
