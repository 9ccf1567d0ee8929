package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.TaskType;
import org.flotilla.site.Site;

/** When nothing goes wrong: what waits for a site comes to it when there is room, and what is too much is given up (W4). */
final class CalmSites {

    private static final Duration KNOWN = Duration.ofSeconds(3);
    private static final Duration DONE = Duration.ofMinutes(2);

    /** The longest run, then a thorough sweep, and some more. */
    private static final Duration DRAINED = Duration.ofSeconds(20);

    /** Kept for a minute, until the next thorough sweep. */
    private static final Duration UNUSED = Duration.ofSeconds(70);

    /** What a node was promised and did not come for is given up after five seconds, by a sweep that comes every five. */
    private static final Duration LONGEST_FREE = Duration.ofSeconds(12);

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int EACH = 6;

    private final Simulation world;
    private final Random random;

    CalmSites(Simulation world) {
        this.world = world;
        this.random = world.random();
    }

    void run() {
        Operators operators = world.operators();
        world.lives().keySet().forEach(node -> operators.set(Configuration.ATTRIBUTES, node.name(), null));
        operators.set(Configuration.POLICY, "roundRobinPolicy");
        String lowered = Configuration.SITES.get(random.nextInt(Configuration.SITES.size()));
        operators.limit(lowered, EACH);
        world.pass(KNOWN);
        List<EventRequest> requests = new ArrayList<>();
        Configuration.SITES.forEach(site -> Stream.generate(() ->
                        world.clients().request(TaskType.PUSH, Duration.ZERO).withSite(site))
                .limit(EACH)
                .forEach(requests::add));
        world.clients().submitNow(requests);
        operators.limit(lowered, 1);
        Standstill standstill = new Standstill();
        long until = world.loop().now() + DRAINED.toNanos();
        world.await(DONE, () -> isDrained(lowered) || world.loop().now() > until, () -> "");
        ensure(isDrained(lowered), "site " + lowered + " is not drained of the places that are too many");
        world.await(DONE, () -> standstill.isTooLong() || isDone(), this::undone);
        ensure(!standstill.isTooLong(), standstill.toString());
        if (random.nextInt(8) == 0) {
            world.await(UNUSED, this::areGivenUp, () -> "places that nobody uses are kept: " + places());
        }
    }

    private boolean isDrained(String site) {
        return world.database().places.rows.values().stream()
                        .filter(place -> place.site().equals(site))
                        .count()
                <= 1;
    }

    private boolean areGivenUp() {
        return places().isEmpty();
    }

    private List<SitePlace> places() {
        return List.copyOf(world.database().places.rows.values());
    }

    private boolean isDone() {
        return world.database().events.rows.isEmpty();
    }

    private String undone() {
        return "events of sites not done in " + DONE.toSeconds() + " s without faults: "
                + world.database().events.rows.values().stream().limit(5).toList();
    }

    private void ensure(boolean holds, String otherwise) {
        world.await(Duration.ZERO, () -> holds, () -> otherwise);
    }

    /** For how long each site has had room for events that wait, and none came. */
    private final class Standstill {
        private final Map<String, Long> uses = new TreeMap<>();
        private final Map<String, Long> since = new TreeMap<>();
        private long lookedAt = Long.MIN_VALUE / 2;
        private String tooLong;

        boolean isTooLong() {
            long now = world.loop().now();
            if (now - lookedAt > LOOK.toNanos()) {
                lookedAt = now;
                Configuration.SITES.forEach(this::look);
            }
            return tooLong != null;
        }

        private void look(String site) {
            long now = world.loop().now();
            long before = uses.getOrDefault(site, -1L);
            long present = world.lives().values().stream()
                    .mapToLong(life -> life.connections().uses(site))
                    .sum();
            uses.put(site, present);
            if (present != before || !hasRoom(site) || !isWaitedFor(site)) {
                since.put(site, now);
            } else if (now - since.get(site) > LONGEST_FREE.toNanos()) {
                tooLong = site;
            }
        }

        private boolean isWaitedFor(String site) {
            return world.database().events.rows.values().stream()
                    .filter(event -> event.ownerIncarnation() == null)
                    .map(Event::site)
                    .anyMatch(site::equals);
        }

        private boolean hasRoom(String name) {
            Site site = world.configuration().site(name);
            long used = world.lives().values().stream()
                    .mapToLong(life -> life.connections().used(name))
                    .sum();
            return used < site.maximumConnections() && hasSlot(site, used > 0);
        }

        /** On a node that may come to the site. */
        private boolean hasSlot(Site site, boolean used) {
            return world.lives().values().stream()
                    .filter(life ->
                            !site.singleNode() || !used || life.connections().used(site.name()) > 0)
                    .anyMatch(life -> life.lease().isHeld() && life.running() < world.slots());
        }

        @Override
        public String toString() {
            return "events wait for site " + tooLong + " though it has room";
        }
    }
}
