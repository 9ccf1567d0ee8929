package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.flotilla.cluster.ClusterMessage;
import org.flotilla.cluster.Members;
import org.flotilla.core.NodeId;
import org.flotilla.dispatch.AccountAffinity;

/** What JGroups and Infinispan do: views that each node has of the others, messages that may be lost, who holds an account. */
final class Network {

    /** A node that is frozen or cut off for longer drops out of the others' views: FD_ALL3. One that died does so at once. */
    private static final Duration UNHEARD = Duration.ofSeconds(6);

    private static final Duration LATELY = Duration.ofSeconds(5);

    /** When it begins, and when it ends, by the loop's clock. */
    private record Cut(long since, long until) {}

    private final Loop loop;
    private final Random random;
    private final Map<NodeId, Life> lives;
    private final Map<NodeId, Cut> cuts = new HashMap<>();
    private double loss;

    /** @param lives the processes that there are, by node */
    Network(Loop loop, Random random, Map<NodeId, Life> lives) {
        this.loop = loop;
        this.random = random;
        this.lives = lives;
    }

    /** How likely a message is to be lost. */
    void lose(double share) {
        loss = share;
    }

    /** The node cannot speak with others but those that are cut off too, for so long. */
    void cut(NodeId node, Duration time) {
        cuts.put(node, new Cut(isCut(node) ? cuts.get(node).since() : loop.now(), loop.now() + time.toNanos()));
    }

    void heal() {
        cuts.replaceAll((node, cut) -> new Cut(cut.since(), Math.min(cut.until(), loop.now())));
    }

    boolean isCut(NodeId node) {
        return isCut(node, Duration.ZERO);
    }

    /** Or was, a few seconds ago: views follow, and what comes of them. */
    boolean isCutLately(NodeId node) {
        Cut cut = cuts.get(node);
        return cut != null && cut.until() > loop.now() - LATELY.toNanos();
    }

    private boolean isCut(NodeId node, Duration atLeast) {
        Cut cut = cuts.get(node);
        return cut != null && cut.until() > loop.now() && loop.now() - cut.since() >= atLeast.toNanos();
    }

    /** What is sent to a frozen node arrives when it is thawed. */
    private boolean reaches(Life from, Life to) {
        return sees(from, to) && isCut(from.id()) == isCut(to.id());
    }

    private boolean sees(Life from, Life to) {
        return from == to
                || (!to.isDead()
                        && loop.frozenFor(to).compareTo(UNHEARD) < 0
                        && isCut(from.id(), UNHEARD) == isCut(to.id(), UNHEARD));
    }

    /** To the nodes, or to all others if there are none. */
    void send(Life from, Collection<NodeId> to, String topic) {
        for (Life life : new ArrayList<>(lives.values())) {
            boolean meant = to.isEmpty() || to.contains(life.id());
            if (life != from && meant && reaches(from, life) && random.nextDouble() >= loss) {
                Duration way = Duration.ofMillis(1 + random.nextInt(20));
                loop.after(way, life, "message", () -> life.arrived(new ClusterMessage(topic)));
            }
        }
    }

    /** One node's view. */
    final class View implements Members, AccountAffinity {
        private final Life self;
        private final Set<String> seen = new HashSet<>();
        private List<String> present = List.of();

        View(Life self) {
            this.self = self;
            look();
        }

        void look() {
            present = lives.values().stream()
                    .filter(life -> sees(self, life))
                    .map(Life::member)
                    .sorted()
                    .toList();
            seen.addAll(present);
        }

        @Override
        public boolean hasLeft(String member) {
            return seen.contains(member) && !present.contains(member);
        }

        @Override
        public Optional<String> memberFor(String account) {
            return present.stream()
                    .max(Comparator.comparingInt((String member) -> weight(account, member))
                            .thenComparing(member -> member));
        }
    }

    /** The member with the highest weight holds the account: it changes for few accounts if members come and go. */
    private static int weight(String account, String member) {
        int mixed = (account + "/" + member).hashCode() * 0x9E3779B9;
        return (mixed ^ (mixed >>> 15)) * 0x85EBCA6B;
    }
}
