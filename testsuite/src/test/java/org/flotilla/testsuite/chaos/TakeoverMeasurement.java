package org.flotilla.testsuite.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.flotilla.run.PartnerGate;
import org.flotilla.run.PartnerGate.Step;
import org.flotilla.run.RunFailure;
import org.flotilla.testsuite.cluster.OnCluster;
import org.flotilla.testsuite.cluster.SftpSession;
import org.flotilla.testsuite.cluster.TestAccount;
import org.flotilla.testsuite.cluster.TestCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * From the loss of a node to the moment at which the last of its running events runs on another, over many losses; run by
 * {@code ./mvnw verify -Pchaos}. The moments are the database's, whose clock is this machine's.
 */
@ExtendWith(OnCluster.class)
@DisplayName("Q4, C5 takeovers in figures")
class TakeoverMeasurement {

    private static final String POLICY = "EventQueue.DispatchPolicy.name";
    private static final int LOSSES = Integer.getInteger("flotilla.chaos.takeovers", 20);
    private static final int FILES = 6;
    private static final Duration KILLED = Duration.ofSeconds(3);
    private static final Duration FROZEN = Duration.ofSeconds(15);
    private static final Duration AT_WORK = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(500);

    private final TestCluster cluster;

    TakeoverMeasurement(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void workEverywhere() {
        cluster.configure(POLICY, "roundRobinPolicy");
    }

    @AfterEach
    void workAsUsual() {
        cluster.partner().gate().open();
        cluster.nodes().stream().filter(cluster.domain()::hasProcess).forEach(cluster.domain()::thaw);
        cluster.awaitAllOnline();
        cluster.configure(POLICY, "cacheBasedPolicy");
    }

    @Test
    @DisplayName("Q4 a killed node's events run elsewhere within 3 s")
    void kills_areTakenOver() throws IOException {
        TestAccount account = cluster.accountWithRoute("killed-often");
        List<Duration> took = new ArrayList<>();
        for (int loss = 0; loss < LOSSES; loss++) {
            took.add(measure(account, loss, victim(loss), cluster.domain()::kill));
            cluster.awaitAllOnline();
        }
        assertMostWithin(KILLED, "kill", took);
    }

    @Test
    @DisplayName("Q4 a frozen node's events run elsewhere within 15 s")
    void freezes_areTakenOver() throws IOException {
        TestAccount account = cluster.accountWithRoute("frozen-often");
        List<Duration> took = new ArrayList<>();
        for (int loss = 0; loss < LOSSES; loss++) {
            String lost = victim(loss);
            long life = cluster.incarnation(lost);
            took.add(measure(account, loss, lost, cluster.domain()::freeze));
            cluster.domain().thaw(lost);
            await(lost + " under a new incarnation")
                    .atMost(AT_WORK)
                    .pollInterval(POLL)
                    .ignoreExceptions()
                    .until(() -> cluster.incarnation(lost) > life);
            cluster.awaitAllOnline();
        }
        assertMostWithin(FROZEN, "freeze", took);
    }

    /** One after the other, so that each is back in JGroups' view when it is lost again. */
    private String victim(int loss) {
        return cluster.nodes().get(loss % cluster.nodes().size());
    }

    /** The node is lost while pushes are held up at the partner's that it, like the others, has begun. */
    private Duration measure(TestAccount account, int loss, String lost, Consumer<String> lose) throws IOException {
        String other = cluster.nodes().stream()
                .filter(node -> !node.equals(lost))
                .findFirst()
                .orElseThrow();
        PartnerGate gate = cluster.partner().gate();
        gate.close(Step.WRITE);
        try (SftpSession session = new SftpSession(cluster.sftpPort(other), account)) {
            for (int file = 0; file < FILES; file++) {
                session.put("/%03d-%d".formatted(loss, file), new byte[1024]);
            }
        }
        await("pushes at the partner").atMost(AT_WORK).until(() -> gate.waiting() >= FILES);
        List<Integer> events =
                cluster.items(other, "events?account=" + account.name() + "&state=RUNNING&node=" + lost).stream()
                        .map(event -> event.getInt("id"))
                        .toList();
        assertThat(events).as("events that run on %s", lost).isNotEmpty();
        Instant lostAt = Instant.now();
        lose.accept(lost);
        gate.open();
        Duration took = events.stream()
                .map(event -> awaitTakenOver(other, event, lost, lostAt))
                .map(at -> Duration.between(lostAt, at))
                .max(Duration::compareTo)
                .orElseThrow();
        System.out.printf("CHAOS takeover %d of %s: %d ms%n", loss + 1, lost, took.toMillis());
        await("all done").atMost(AT_WORK).until(() -> isAllDone(other, account));
        return took;
    }

    private Instant awaitTakenOver(String asked, int event, String lost, Instant lostAt) {
        return await("event " + event + " on another node")
                .atMost(AT_WORK)
                .pollInterval(POLL)
                .ignoreExceptionsInstanceOf(RunFailure.class)
                .until(() -> takenOver(asked, event, lost, lostAt), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Instant> takenOver(String asked, int event, String lost, Instant lostAt) {
        return cluster
                .api(asked)
                .get("events/" + event)
                .object()
                .getJsonArray("changes")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(change -> "RUNNING".equals(change.getString("to")) && !lost.equals(change.getString("node")))
                .map(change -> Instant.parse(change.getString("at")))
                .filter(lostAt::isBefore)
                .min(Instant::compareTo);
    }

    private boolean isAllDone(String asked, TestAccount account) {
        return cluster.items(asked, "events?account=" + account.name()).stream()
                .allMatch(event -> "DONE".equals(event.getString("state")));
    }

    private static void assertMostWithin(Duration limit, String what, List<Duration> took) {
        List<Duration> sorted = new ArrayList<>(took);
        Collections.sort(sorted);
        Duration most = percentile(sorted, 95);
        System.out.printf(
                "FIGURE takeover after a %s (%d times): p50 %d ms, p95 %d ms, maximum %d ms%n",
                what,
                sorted.size(),
                percentile(sorted, 50).toMillis(),
                most.toMillis(),
                sorted.get(sorted.size() - 1).toMillis());
        assertThat(most).as("95th percentile").isLessThanOrEqualTo(limit);
    }

    /** The smallest that so many of a hundred do not exceed. */
    private static Duration percentile(List<Duration> sorted, int percent) {
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }
}
