package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeClock;
import org.flotilla.queue.EventStore.Claimed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims events for this node and keeps account of those in hand. A claim can be committed although its answer is lost with
 * the connection: the database then says that this node runs events of which it knows nothing. Such are freed after a claim
 * that failed, and every few seconds. {@link #claim} and {@link #giveBack} are called by one thread only, the others by any.
 *
 * <p>Model ({@code docs/model}) steps CLAIM_EVENT, FREE_LOST and GIVE_BACK.
 */
@ApplicationScoped
class ClaimEvents {

    /** A commit that was under way when its connection broke can come to pass later. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    /**
     * What any node may take, as that of a node that is gone, would never have its turn while each node has more of its own than
     * it can do: so it comes first in every claim of so many (Q4, Q7).
     */
    static final int ANYS_FIRST_EVERY = 4;

    private static final Logger LOG = LoggerFactory.getLogger(ClaimEvents.class);

    private static final Comparator<Event> BEST_FIRST = Comparator.comparing(Event::priority)
            .reversed()
            .thenComparing(Event::dueAt)
            .thenComparing(event -> event.id().value());

    private final Claims claims;
    private final Stealing stealing;
    private final Ownership ownership;
    private final Nodes nodes;
    private final NodeClock clock;
    private final QueueCounters counters;
    private final EventsInHand inHand = new EventsInHand();
    private final Set<EventId> unrecorded = ConcurrentHashMap.newKeySet();
    private boolean inDoubt = true;
    private long lookedAt;
    private int turns;

    /** For CDI's proxy. */
    protected ClaimEvents() {
        this(null, null, null, null, null, null);
    }

    @Inject
    ClaimEvents(
            Claims claims,
            Stealing stealing,
            Ownership ownership,
            Nodes nodes,
            NodeClock clock,
            QueueCounters counters) {
        this.claims = claims;
        this.stealing = stealing;
        this.ownership = ownership;
        this.nodes = nodes;
        this.clock = clock;
        this.counters = counters;
    }

    /** How many events this node runs, or has not yet recorded the end of. */
    int inHand() {
        return inHand.size();
    }

    /** How many of a type. */
    int inHand(TaskType type) {
        return inHand.size(type);
    }

    /** The event has ended, or is not ours any more. */
    void release(OwnedEvent owned) {
        inHand.release(owned);
    }

    /** The event ran, but the database will not have its end: it is freed, and that run was an attempt. Before its release. */
    void unrecorded(OwnedEvent owned) {
        unrecorded.add(owned.id());
    }

    /** Claims events within the limits and hands each over, the best first; returns how many there were. */
    int claim(Incarnation incarnation, ClaimLimits limits, Consumer<OwnedEvent> start) {
        if (inDoubt || clock.since(lookedAt).compareTo(LOOK_EVERY) >= 0) {
            freeLost(incarnation);
        }
        if (limits.total() <= 0) {
            return 0;
        }
        inDoubt = true;
        List<Claimed> claimed = claim(incarnation, limits);
        claimed.stream()
                .map(Claimed::event)
                .sorted(BEST_FIRST)
                .forEach(event -> handOver(new ClaimedEvent(event, nodes.self(), incarnation, ownership), start));
        inDoubt = false;
        return claimed.size();
    }

    /** Whoever has all it may have of some type takes nothing from others. */
    private List<Claimed> claim(Incarnation incarnation, ClaimLimits limits) {
        turns = (turns + 1) % ANYS_FIRST_EVERY;
        boolean anysFirst = turns == 0;
        List<Claimed> claimed = limits.isByType()
                ? claims.claimOf(limits.ofTypes(), nodes.self(), incarnation, limits.total(), anysFirst)
                : claims.claim(nodes.self(), incarnation, limits.total(), anysFirst);
        if (!claimed.isEmpty() || limits.whateverType() <= 0) {
            return claimed;
        }
        List<Claimed> stolen = stealing.claim(nodes.self(), incarnation, limits.whateverType());
        counters.stolen(stolen.size());
        return stolen;
    }

    /** Gives back what was handed over and will not be begun. If that fails, the next claim looks for it. */
    void giveBack(List<OwnedEvent> unbegun) {
        inDoubt = true;
        unbegun.forEach(inHand::release);
        claims.giveBackUnbegun(
                nodes.self(), unbegun.stream().map(OwnedEvent::claim).toList());
        inDoubt = false;
    }

    private void freeLost(Incarnation incarnation) {
        Set<EventId> held = inHand.of(incarnation);
        Set<EventId> ended =
                Set.copyOf(unrecorded); // after those in hand: what leaves the hand meanwhile is among both
        Set<EventId> begun = new HashSet<>(held);
        begun.addAll(ended);
        int found = claims.freeLost(nodes.self(), incarnation, begun);
        if (!ended.isEmpty()) {
            claims.freeEnded(nodes.self(), incarnation, held);
            unrecorded.removeAll(ended);
        }
        inDoubt = false;
        lookedAt = clock.nanoTime();
        if (found > 0) {
            LOG.warn("{} events that this node had claimed without knowing are free again", found);
        }
    }

    private void handOver(OwnedEvent owned, Consumer<OwnedEvent> start) {
        inHand.take(owned);
        try {
            start.accept(owned);
        } catch (RuntimeException | Error e) {
            inHand.release(owned);
            throw e;
        }
    }
}
