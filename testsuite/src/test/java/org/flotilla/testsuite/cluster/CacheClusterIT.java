package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.flotilla.run.RestClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnCluster.class)
@DisplayName("K2 a change at one node is seen by all within a second")
class CacheClusterIT {

    private static final Duration SEEN = Duration.ofSeconds(1);
    /** Well below the six seconds after which a node that is silent is excluded. */
    private static final Duration ANSWERED = Duration.ofSeconds(3);

    private static final Duration WOKEN = Duration.ofSeconds(30);
    private static final String PARAMETER = "EventQueue.retry.first";

    private final TestCluster cluster;

    CacheClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    @DisplayName("N1, K2 a parameter")
    void parameter_isSeenEverywhere() {
        cluster.nodes().forEach(node -> assertThat(value(node)).isEqualTo("5"));
        cluster.configure(PARAMETER, "7");
        cluster.nodes().forEach(node -> await(node).atMost(SEEN).until(() -> "7".equals(value(node))));
        cluster.configure(PARAMETER, "5");
        cluster.nodes().forEach(node -> await(node).atMost(SEEN).until(() -> "5".equals(value(node))));
    }

    @Test
    @DisplayName("K2, Q4 a change waits for no node that does not answer")
    void frozenNode_holdsUpNoChange() {
        cluster.domain().freeze("node-3");
        try {
            Instant asked = Instant.now();
            cluster.configure(PARAMETER, "6");
            assertThat(Duration.between(asked, Instant.now())).isLessThan(ANSWERED);
            await("node-2").atMost(SEEN).until(() -> "6".equals(value("node-2")));
        } finally {
            cluster.domain().thaw("node-3");
        }
        await("it woke").atMost(WOKEN).ignoreExceptions().until(() -> "6".equals(value("node-3")));
        cluster.awaitAllOnline();
        cluster.configure(PARAMETER, "5");
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
        awaitSignIn(changed, true);

        assertThat(api.delete("accounts/cached", etag).status()).isEqualTo(204);
        awaitSignIn(changed, false);
    }

    private void awaitSignIn(TestAccount account, boolean wanted) {
        for (String node : cluster.nodes()) {
            await(node).atMost(SEEN.plusSeconds(2)).until(() -> signsIn(node, account) == wanted);
        }
    }

    private boolean signsIn(String node, TestAccount account) {
        try (SftpSession session = new SftpSession(cluster.sftpPort(node), account)) {
            return session.isOpen();
        } catch (IOException e) {
            return false;
        }
    }
}
