package org.flotilla.testsuite.chaos;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.flotilla.run.RunFailure;
import org.flotilla.testsuite.cluster.TestAccount;
import org.flotilla.testsuite.cluster.TestCluster;

/** What must be true after a run, once all is healed. */
final class ChaosOutcome {

    private static final Duration ALL_DONE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final String NODE = "node-1";

    private final TestCluster cluster;
    private final TestAccount account;
    private final OpenSshPartner partner;
    private final ChaosRun.Result result;

    ChaosOutcome(TestCluster cluster, TestAccount account, OpenSshPartner partner, ChaosRun.Result result) {
        this.cluster = cluster;
        this.account = account;
        this.partner = partner;
        this.result = result;
    }

    /** All of it; to be asked when all nodes are online. */
    void verify() {
        await("all work to be done")
                .atMost(ALL_DONE)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(RunFailure.class)
                .untilAsserted(this::assertNothingUnfinished);
        List<JsonObject> events = cluster.allItems(NODE, "events?account=" + account.name());
        List<String> arrivals = partner.arrivals();
        print(events, arrivals);
        assertNoneLost(arrivals);
        assertNoneDoubled(arrivals);
        assertWhole(arrivals);
        assertThat(partner.names())
                .as("the partner's inbox: what arrived, and no half file")
                .containsExactlyInAnyOrderElementsOf(arrivals);
        assertThat(events)
                .as("one event for each file, and each done")
                .hasSize(arrivals.size())
                .allMatch(event -> "DONE".equals(event.getString("state")));
        assertOrderKept(events);
        assertRecorded(arrivals.size());
        assertLiveIncarnations();
    }

    private void assertNothingUnfinished() {
        for (String state : List.of("READY", "RUNNING", "FAILED", "SUSPENDED")) {
            assertThat(cluster.items(NODE, "events?account=" + account.name() + "&state=" + state))
                    .as("%s events", state)
                    .isEmpty();
        }
        for (String state : List.of("LANDING", "SENDING", "PUBLISHING")) {
            assertThat(cluster.items(NODE, "transfers?account=" + account.name() + "&state=" + state))
                    .as("%s transfers", state)
                    .isEmpty();
        }
    }

    private void assertNoneLost(List<String> arrivals) {
        Set<String> lost = new HashSet<>(result.acknowledged());
        lost.removeAll(Set.copyOf(arrivals));
        assertThat(lost).as("lost, though acknowledged").isEmpty();
    }

    private void assertNoneDoubled(List<String> arrivals) {
        assertThat(arrivals).as("arrived once").doesNotHaveDuplicates();
        assertThat(Set.copyOf(result.tried())).as("nothing that nobody sent").containsAll(arrivals);
    }

    private void assertWhole(List<String> arrivals) {
        for (String name : arrivals) {
            assertThat(partner.inbox().resolve(name)).hasBinaryContent(PatientClient.content(name));
        }
    }

    /** All files of a key come from one client, one after the other. */
    private void assertOrderKept(List<JsonObject> events) {
        Map<String, Map<String, Integer>> keys = events.stream()
                .filter(event -> !event.isNull("orderingKey"))
                .collect(groupingBy(
                        event -> event.getString("orderingKey"), toMap(ChaosOutcome::file, ChaosOutcome::id)));
        assertThat(keys).as("ordering keys").hasSameSizeAs(ChaosRun.keys());
        keys.forEach((key, ids) -> {
            KeyOrder order = new KeyOrder(
                    result.tried().stream().filter(ids::containsKey).toList(), Set.copyOf(result.acknowledged()));
            System.out.println("CHAOS " + key + ": " + order);
            assertThat(order.breaches(ids::get))
                    .as("order of submission, %s", key)
                    .isEmpty();
            assertThat(order.breaches(partner::arrivedAt))
                    .as("order of arrival, %s", key)
                    .isEmpty();
        });
    }

    private static String file(JsonObject event) {
        return event.getJsonObject("attributes").getString("file");
    }

    private static int id(JsonObject event) {
        return event.getInt("id");
    }

    private void assertRecorded(int files) {
        for (String direction : List.of("IN", "OUT")) {
            assertThat(cluster.allItems(NODE, "transfers?account=" + account.name() + "&direction=" + direction))
                    .as("%s transfers", direction)
                    .hasSize(files)
                    .allMatch(transfer -> "DONE".equals(transfer.getString("state")));
        }
    }

    /** Each node works under the incarnation that all others know it by. */
    private void assertLiveIncarnations() {
        for (String node : cluster.nodes()) {
            long life = cluster.incarnation(node);
            for (String other : cluster.nodes()) {
                JsonObject seen = cluster.node(other, node);
                assertThat(seen.getString("state"))
                        .as("%s, says %s", node, other)
                        .isEqualTo("ONLINE");
                assertThat(seen.getJsonNumber("incarnation").longValueExact())
                        .as("incarnation of %s, says %s", node, other)
                        .isEqualTo(life);
            }
        }
    }

    private void print(List<JsonObject> events, List<String> arrivals) {
        System.out.printf(
                "CHAOS %d files acknowledged, %d tries refused or without an answer; %d arrivals, %d events, of which %d"
                        + " ran more than once%n",
                result.acknowledged().size(),
                result.tried().size() - result.acknowledged().size(),
                arrivals.size(),
                events.size(),
                events.stream().filter(event -> event.getInt("attempts") > 1).count());
        System.out.printf(
                "FIGURE chaos: the longest time without a completion: %.1f s%n",
                longestPause(events).toMillis() / 1000.0);
    }

    /** From the begin of the run to the end of the last event. */
    private Duration longestPause(List<JsonObject> events) {
        List<Instant> moments = Stream.concat(
                        Stream.of(result.begun()),
                        events.stream()
                                .filter(event -> "DONE".equals(event.getString("state")))
                                .map(event -> Instant.parse(event.getString("changedAt"))))
                .sorted()
                .toList();
        Duration longest = Duration.ZERO;
        for (int next = 1; next < moments.size(); next++) {
            Duration pause = Duration.between(moments.get(next - 1), moments.get(next));
            longest = longest.compareTo(pause) > 0 ? longest : pause;
        }
        return longest;
    }
}
