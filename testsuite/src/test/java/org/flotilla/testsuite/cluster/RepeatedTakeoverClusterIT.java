package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flotilla.run.DemoPartner;
import org.flotilla.run.PartnerGate.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Decision 0011. The moments are the database's, whose clock is this machine's. */
@ExtendWith(OnCluster.class)
@DisplayName("Q4, Q6 pushes whose node is killed after other attempts have ended, or have not")
class RepeatedTakeoverClusterIT {

    private static final int FILES = 12;
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final Duration APART = Duration.ofSeconds(2);
    private static final Duration UNDER_WAY = Duration.ofSeconds(60);
    private static final Duration ALL_DONE = Duration.ofMinutes(2);

    private final TestCluster cluster;
    private DemoPartner partner;
    private TestAccount account;
    private String asked = "node-1";
    private String lost = "none yet";

    RepeatedTakeoverClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void partnerThatIsDown(@TempDir Path folder) throws IOException {
        partner = new DemoPartner(folder, freePort());
        partner.gate().close(Step.WRITE);
    }

    @AfterEach
    void close() {
        partner.gate().open();
        partner.close();
        cluster.awaitAllOnline();
    }

    @Test
    @DisplayName("Q4 what failed twice, and whose node is killed in the third attempt, goes on elsewhere at once")
    void killedAfterFailures_goesOnAtOnce() throws IOException {
        upload("failed-twice");
        await("two failures of each")
                .atMost(UNDER_WAY)
                .until(() -> events().stream()
                        .mapToInt(RepeatedTakeoverClusterIT::failures)
                        .allMatch(most -> most >= 2));
        partner.start();

        Instant lostAt = killOwner();
        partner.gate().open();
        awaitDeliveredOnce();

        assertThat(events()).allMatch(event -> event.getInt("attempts") >= 4);
        Duration took = Duration.between(lostAt, firstBegun(lostAt).get(FILES - 1));
        System.out.println("FIGURE from the loss of a node to the last event taken over, each had failed twice: "
                + took.toMillis() + " ms");
        assertThat(longestWait(lostAt)).isLessThan(AT_ONCE);
    }

    @Test
    @DisplayName("Q4, Q6 what takes node after node with it goes on at once twice, and then not all at the same time")
    void killedAgainAndAgain_isScattered() throws IOException {
        partner.start();
        upload("poison");

        for (int loss = 1; loss <= 2; loss++) {
            Instant lostAt = killOwner();
            awaitUnderWay();
            assertThat(longestWait(lostAt)).as("loss %d", loss).isLessThan(AT_ONCE);
            cluster.awaitAllOnline();
        }
        Instant lostAt = killOwner();
        partner.gate().open();
        awaitDeliveredOnce();

        List<Instant> begun = firstBegun(lostAt);
        assertThat(Duration.between(begun.get(0), begun.get(FILES - 1))).isGreaterThan(APART);
        assertThat(events()).allMatch(event -> event.getInt("attempts") == 4);
    }

    private static int failures(JsonObject event) {
        return "FAILED".equals(event.getString("state")) ? event.getInt("attempts") : event.getInt("attempts") - 1;
    }

    /** Of an account whose pushes all run on the same node. */
    private void upload(String name) throws IOException {
        account = cluster.accountWithRoute(
                name,
                cluster.site(name + "-partner")
                        .add("port", partner.port())
                        .add("password", partner.password())
                        .add("hostKey", partner.hostKey())
                        .add("retryFirst", 1)
                        .add("singleNode", true));
        try (SftpSession session = new SftpSession(cluster.sftpPort(asked), account)) {
            for (String file : files()) {
                session.put("/" + file, new byte[1024]);
            }
        }
    }

    private static List<String> files() {
        return IntStream.range(0, FILES).mapToObj("file-%02d.bin"::formatted).toList();
    }

    /** Kills the node that runs all the pushes, which are held up in the middle; says when. */
    private Instant killOwner() {
        String owner = awaitUnderWay();
        asked = "node-1".equals(owner) ? "node-2" : "node-1";
        Instant lostAt = Instant.now();
        cluster.domain().kill(owner);
        lost = owner;
        return lostAt;
    }

    /** All are held up by the partner; returns the node that runs them, which is not the one that was lost last. */
    private String awaitUnderWay() {
        await("all under way")
                .atMost(UNDER_WAY)
                .until(() ->
                        partner.gate().waiting() >= FILES && events().stream().allMatch(this::isUnderWay));
        Set<String> owners =
                events().stream().map(event -> event.getString("ownerNode")).collect(Collectors.toSet());
        assertThat(owners).as("the site is of a single node").hasSize(1);
        return owners.iterator().next();
    }

    private boolean isUnderWay(JsonObject event) {
        return "RUNNING".equals(event.getString("state")) && !lost.equals(event.getString("ownerNode"));
    }

    private void awaitDeliveredOnce() {
        await("all done")
                .atMost(ALL_DONE)
                .until(() -> events().stream().allMatch(event -> "DONE".equals(event.getString("state"))));
        assertThat(partner.arrivals()).hasSize(FILES);
        assertThat(new TreeSet<>(partner.arrivals())).containsExactlyElementsOf(files());
    }

    private List<JsonObject> events() {
        return cluster.allItems(asked, "events?account=" + account.name());
    }

    /** When each event began again after the loss, the first first. */
    private List<Instant> firstBegun(Instant lostAt) {
        return histories()
                .map(changes -> first("RUNNING", changes, lostAt))
                .sorted()
                .toList();
    }

    /** Of all events, between the moment when it was taken from the lost node and that when it began elsewhere. */
    private Duration longestWait(Instant lostAt) {
        return histories()
                .map(changes -> Duration.between(first("READY", changes, lostAt), first("RUNNING", changes, lostAt)))
                .max(Duration::compareTo)
                .orElseThrow();
    }

    private Stream<List<JsonObject>> histories() {
        return events().stream()
                .map(event ->
                        cluster.api(asked).get("events/" + event.getInt("id")).object())
                .map(event -> event.getJsonArray("changes").getValuesAs(JsonObject.class));
    }

    private static Instant first(String state, List<JsonObject> changes, Instant after) {
        return changes.stream()
                .filter(change -> state.equals(change.getString("to")))
                .map(change -> Instant.parse(change.getString("at")))
                .filter(after::isBefore)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
