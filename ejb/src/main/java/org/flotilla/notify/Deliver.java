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
        } catch (Exception e) { // whatever it was, the notice must not be lost
            failed(delivery, incarnation, e);
            return;
        }
        if (store.sent(delivery)) {
            LOG.info("Sent by {}: {}", delivery.channel(), delivery.subject());
        } else {
            LOG.warn("Sent by {}, as another node had done meanwhile: {}", delivery.channel(), delivery.subject());
        }
    }

    private void failed(Delivery delivery, Incarnation incarnation, Exception e) {
        Duration backOff = BackOff.after(delivery.attempts());
        LOG.warn(
                "Not sent by {} (attempt {}), trying again in {} s: {}: {}",
                delivery.channel(),
                delivery.attempts(),
                backOff.toSeconds(),
                delivery.subject(),
                e.toString());
        store.failed(delivery, incarnation, e.toString(), backOff);
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
