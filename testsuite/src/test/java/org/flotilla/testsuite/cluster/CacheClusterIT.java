package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import java.io.IOException;
import java.time.Duration;
import org.flotilla.run.RestClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnCluster.class)
@DisplayName("K2 a change at one node is seen by all within a second")
class CacheClusterIT {

    private static final Duration SEEN = Duration.ofSeconds(1);
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
