package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.flotilla.core.EventId;
import org.flotilla.queue.ActionRequest;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventAction;
import org.flotilla.queue.EventState;
import org.flotilla.site.Site;

/** Act on events and change the configuration. */
final class Operators {

    static final List<String> POLICIES = List.of("cacheBasedPolicy", "roundRobinPolicy", "attributeMatchPolicy");
    private static final String ACTOR = "olga";
    private static final List<String> PREFERENCES = List.of(
            "PUSH=true", "PULL=true, ACCOUNT=amy=true", "PGP=true, PUSH=true", "ACCOUNT=ben=true", "PULL=false");

    private static final int MOST_CONNECTIONS = 4;

    private final Simulation world;
    private final Random random;
    private final Loop.Actor operators = new Loop.Actor();
    private boolean ended;

    Operators(Simulation world) {
        this.world = world;
        this.random = world.random();
    }

    void begin() {
        world.loop()
                .task(operators, "operator", () -> {
                    if (ended) {
                        resumeAll();
                    } else {
                        act();
                    }
                    return Duration.ofMillis(500 + random.nextInt(4_000));
                })
                .within(Duration.ofSeconds(1));
    }

    /** Nothing but to resume what is suspended. */
    void end() {
        ended = true;
    }

    private void act() {
        boolean resubmit = random.nextInt(8) == 0;
        PretendDatabase database = world.database();
        List<Event> events = new ArrayList<>((resubmit ? database.history : database.events).rows.values());
        if (!events.isEmpty()) {
            Event event = events.get(random.nextInt(events.size()));
            List<EventAction> possible =
                    List.of(EventAction.CANCEL, EventAction.SUSPEND, EventAction.RESUME, EventAction.PRIORITISE);
            EventAction action = resubmit ? EventAction.RESUBMIT : possible.get(random.nextInt(possible.size()));
            Integer priority = action == EventAction.PRIORITISE ? random.nextInt(10) : null;
            act(event.id(), new ActionRequest(action, priority, random.nextInt(4) == 0, ACTOR));
        }
    }

    private void resumeAll() {
        world.database().events.rows.values().stream()
                .filter(event -> event.state() == EventState.SUSPENDED)
                .forEach(event -> act(event.id(), ActionRequest.of(EventAction.RESUME, ACTOR)));
    }

    private void act(EventId id, ActionRequest request) {
        Life life = world.anyLife();
        life.request("act", () -> {
            life.queue().act(request, id);
            life.trace(request.action() + " of " + id + (request.force() ? ", forced" : ""));
        });
    }

    /** Changes something, at random. */
    void configure() {
        String node = world.anyLife().id().name();
        String site = Configuration.SITES.get(random.nextInt(Configuration.SITES.size()));
        switch (random.nextInt(9)) {
            case 0, 1 -> set(Configuration.POLICY, POLICIES.get(random.nextInt(POLICIES.size())));
            case 2 -> set(Configuration.ADDITIONAL, random.nextBoolean() ? "" : "ACCOUNT");
            case 3 -> set(Configuration.STEALING, Boolean.toString(random.nextBoolean()));
            case 4 -> set(Configuration.ATTRIBUTES, node, PREFERENCES.get(random.nextInt(PREFERENCES.size())));
            case 5, 6 -> limit(site, 1 + random.nextInt(MOST_CONNECTIONS));
            case 7 -> toggle(site);
            default -> set(Configuration.THRESHOLD, node, Integer.toString(1 + random.nextInt(100)));
        }
    }

    /** Makes sites that differ. */
    void makeSites() {
        Configuration.SITES.forEach(site -> {
            boolean single = site.equals(Configuration.ALWAYS_SINGLE) || random.nextInt(4) == 0;
            set(site, single, 1 + random.nextInt(MOST_CONNECTIONS));
        });
    }

    /** So many connections to the site from now on. */
    void limit(String site, int maximum) {
        set(site, world.configuration().site(site).singleNode(), maximum);
    }

    private void toggle(String name) {
        Site site = world.configuration().site(name);
        boolean single = name.equals(Configuration.ALWAYS_SINGLE) || !site.singleNode();
        set(name, single, site.maximumConnections());
    }

    private void set(String site, boolean singleNode, int maximum) {
        world.trace(ACTOR, "sets site " + site + " to " + maximum + (singleNode ? " of a single node" : ""));
        world.configuration().setSite(site, singleNode, maximum);
    }

    void set(String name, String text) {
        world.trace(ACTOR, "sets " + name + " to '" + text + "'");
        world.configuration().set(name, text);
    }

    void set(String name, String node, String text) {
        world.trace(ACTOR, "sets " + name + " of " + node + " to '" + text + "'");
        world.configuration().set(name, node, text);
    }
}
