package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.Submitted;
import org.flotilla.queue.TaskType;

/** Submit events to any node, and again under the same keys until some node has acknowledged them. */
final class Clients {

    static final List<String> ACCOUNTS = List.of("amy", "ben", "cat", "dan", "eve");
    private static final int ORDERS = 4;
    private static final int MOST_WAITING = 80;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Simulation world;
    private final Random random;
    private final Loop.Actor clients = new Loop.Actor();
    private final Map<Integer, List<EventRequest>> waiting = new TreeMap<>();
    private final Map<Integer, List<EventId>> accepted = new TreeMap<>();
    private int batches;
    private int events;
    private boolean ended;

    Clients(Simulation world) {
        this.world = world;
        this.random = world.random();
    }

    void begin() {
        world.loop()
                .task(clients, "client", () -> {
                    if (ended) {
                        return null;
                    }
                    if (backlog() < MOST_WAITING) {
                        submit(requests(1 + random.nextInt(3), Duration.ZERO));
                    }
                    return Duration.ofMillis(200 + random.nextInt(2_000));
                })
                .wake();
    }

    /** Many at once, but no more than can be done in time. */
    void burst() {
        if (backlog() < MOST_WAITING / 2) {
            submit(requests(10 + random.nextInt(20), Duration.ZERO));
        }
    }

    private int backlog() {
        return world.database().events.rows.size()
                + waiting.values().stream().mapToInt(List::size).sum();
    }

    /** Nothing new. */
    void end() {
        ended = true;
    }

    boolean areServed() {
        return waiting.isEmpty();
    }

    List<EventRequest> requests(int count, Duration delay) {
        TaskType[] types = TaskType.values();
        return Stream.generate(() -> request(types[random.nextInt(types.length)], delay)
                        .withOrderingKey(orderingKey())
                        .withSite(site()))
                .limit(count)
                .toList();
    }

    /** A third of the events have one. */
    private String orderingKey() {
        int key = random.nextInt(3 * ORDERS);
        return key < ORDERS ? "order-" + key : null;
    }

    /** A quarter of the events have one, as long as not all is calm. */
    private String site() {
        int site = ended ? Integer.MAX_VALUE : random.nextInt(4 * Configuration.SITES.size());
        return site < Configuration.SITES.size() ? Configuration.SITES.get(site) : null;
    }

    EventRequest request(TaskType type, Duration delay) {
        events++;
        return EventRequest.of(type, Runs.ACTION, new CycleId("cycle-" + events))
                .withAccount(random.nextInt(6) == 0 ? null : ACCOUNTS.get(random.nextInt(ACCOUNTS.size())))
                .withPriority(random.nextInt(10))
                .withDueAt(world.database()
                        .now()
                        .plus(ended || random.nextInt(4) > 0 ? delay : Duration.ofMillis(random.nextInt(5_000))))
                .withMaxAttempts(1 + random.nextInt(EventRequest.USUAL_ATTEMPTS))
                .withIdempotencyKey("key-" + events);
    }

    /** Returns the number of the batch. */
    int submit(List<EventRequest> requests) {
        batches++;
        int batch = batches;
        waiting.put(batch, requests);
        send(batch);
        return batch;
    }

    private void send(int batch) {
        List<EventRequest> requests = waiting.get(batch);
        if (requests == null) {
            return;
        }
        Life life = world.anyLife();
        life.request("request", () -> {
            life.lease().ensureAccepting();
            List<EventId> ids =
                    life.queue().submit(requests).stream().map(Submitted::id).toList();
            life.trace("accepts " + ids);
            world.invariants().accepted(ids);
            if (waiting.remove(batch) != null) {
                accepted.put(batch, ids);
            }
        });
        world.loop().after(Duration.ofMillis(500 + random.nextInt(2_000)), clients, "ask again", () -> send(batch));
    }

    /** Submits to a cluster that works, and waits for the answer. */
    List<EventId> submitNow(List<EventRequest> requests) {
        int batch = submit(requests);
        world.await(PATIENCE, () -> accepted.containsKey(batch), () -> "a submission is not answered");
        return new ArrayList<>(accepted.getOrDefault(batch, List.of()));
    }
}
