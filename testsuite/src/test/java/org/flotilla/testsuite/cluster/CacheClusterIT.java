package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.flotilla.run.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnCluster.class)
@DisplayName("K2 a change at one node is seen by all within a second")
class CacheClusterIT {

    private static final Duration SEEN = Duration.ofSeconds(1);
    private static final Duration SIGNED_IN = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(50);

    /** Less than what nobody tells of stays cached; a busy machine may hold up the request that asks for it. */
    private static final Duration SEEN_AT_LAST = Duration.ofSeconds(10);

    private static final Duration WOKEN = Duration.ofSeconds(30);
    private static final String PARAMETER = "EventQueue.retry.first";

    private final TestCluster cluster;

    CacheClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void backToDefault() {
        cluster.awaitAllOnline();
        cluster.configure(PARAMETER, "5");
    }

    @Test
    @DisplayName("N1, K2 a parameter")
    void parameter_isSeenEverywhere() {
        cluster.nodes().forEach(node -> assertThat(value(node)).isEqualTo("5"));
        List<Duration> took = Stream.of("7", "5", "8", "5")
                .flatMap(value -> changed(value).stream())
                .toList();
        assertMostWithin(SEEN, took);
    }

    /** How long each node took to see it. */
    private List<Duration> changed(String value) {
        cluster.configure(PARAMETER, value);
        return cluster.nodes().stream()
                .map(node -> untilSeen(node, () -> value.equals(value(node))))
                .toList();
    }

    private static Duration untilSeen(String node, Callable<Boolean> seen) {
        Instant begun = Instant.now();
        await(node).atMost(SEEN_AT_LAST).pollInterval(POLL).until(seen);
        return Duration.between(begun, Instant.now());
    }

    /** Three of four. */
    private static void assertMostWithin(Duration limit, List<Duration> took) {
        assertThat(took)
                .filteredOn(one -> one.compareTo(limit) < 0)
                .as("of %s", took)
                .hasSizeGreaterThanOrEqualTo(took.size() * 3 / 4);
    }

    @Test
    @DisplayName("K2, Q4 a change waits for no node that does not answer")
    void frozenNode_holdsUpNoChange() {
        assertThat(value("node-2")).isEqualTo("5");
        cluster.domain().freeze("node-3");
        try {
            cluster.configure(PARAMETER, "6");
            untilSeen("node-2", () -> "6".equals(value("node-2")));
            assertThat(cluster.members("node-1"))
                    .as("it is not excluded yet: nobody has waited for that")
                    .isEqualTo(cluster.nodes().size());
        } finally {
            cluster.domain().thaw("node-3");
        }
        await("it woke").atMost(WOKEN).ignoreExceptions().until(() -> "6".equals(value("node-3")));
    }

    private String value(String node) {
        return cluster.allItems(node, "configuration?").stream()
                .filter(item -> PARAMETER.equals(item.getString("name")))
                .findFirst()
                .orElseThrow()
                .getString("value");
    }

    @Test
    @DisplayName("A1, K2 an account: its new password, and its end, on nodes that had it cached")
    void account_isSeenEverywhere() {
        TestAccount account = cluster.account("cached");
        cluster.nodes().forEach(node -> assertThat(signsIn(node, account)).isTrue());

        TestAccount changed = new TestAccount(account.name(), "another password");
        RestClient api = cluster.api("node-1");
        String etag = api.get("accounts/cached").etag();
        etag = api.put(
                        "accounts/cached",
                        Json.createObjectBuilder()
                                .add("name", "cached")
                                .add("password", changed.password())
                                .build(),
                        etag)
                .etag();
        List<Duration> took = new ArrayList<>(awaitSignIn(changed, true));

        assertThat(api.delete("accounts/cached", etag).status()).isEqualTo(204);
        took.addAll(awaitSignIn(changed, false));
        assertMostWithin(SIGNED_IN, took);
    }

    /** How long each node took. */
    private List<Duration> awaitSignIn(TestAccount account, boolean wanted) {
        return cluster.nodes().stream()
                .map(node -> untilSeen(node, () -> signsIn(node, account) == wanted))
                .toList();
    }

    private boolean signsIn(String node, TestAccount account) {
        try (SftpSession session = new SftpSession(cluster.sftpPort(node), account)) {
            return session.isOpen();
        } catch (IOException e) {
            return false;
        }
    }
}
