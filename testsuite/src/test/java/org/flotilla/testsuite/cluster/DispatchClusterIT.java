package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.flotilla.run.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnCluster.class)
@DisplayName("W the workload is directed while the cluster runs")
class DispatchClusterIT {

    private static final String POLICY = "EventQueue.DispatchPolicy.name";
    private static final String ADDITIONAL = "EventQueue.submissionConfigurator.additionalAttributes";
    private static final String ATTRIBUTES = "EventQueue.taskProcessor.attributes";
    private static final String RETRY = "EventQueue.retry.first";
    private static final String NAME = "directed";
    private static final String SITE = NAME + "-partner";
    private static final int NOBODY_LISTENS = 1;
    private static final int FILES = 6;

    /** The 2 s of W5, and as much for the requests that ask: what the passes at once and a second later leave takes six. */
    private static final Duration IN_EFFECT = Duration.ofSeconds(4);

    private static final Duration DONE = Duration.ofSeconds(60);

    private final TestCluster cluster;
    private final RestClient api;

    DispatchClusterIT(TestCluster cluster) {
        this.cluster = cluster;
        this.api = cluster.api("node-1");
    }

    /** A preview counts all that waits: also what other tests have left. */
    @BeforeEach
    void nothingWaits() {
        List.of("READY", "FAILED")
                .forEach(state -> api.post(
                                "events/bulk",
                                Json.createObjectBuilder()
                                        .add("action", "CANCEL")
                                        .add(
                                                "filter",
                                                Json.createObjectBuilder().add("state", state))
                                        .build())
                        .mustBeGood());
    }

    @AfterEach
    void backToDefaults() {
        List.of(POLICY, ADDITIONAL, RETRY).forEach(name -> api.delete("configuration/" + name, "*"));
        cluster.nodes().forEach(node -> api.delete("configuration/" + ATTRIBUTES + "?node=" + node, "*"));
    }

    @Test
    @DisplayName(
            "W1, W2, W5 pushes of an account go to the nodes that prefer them; a change, shown by the preview before,"
                    + " moves those that wait within 2 s")
    void change_movesWhatWaits() throws IOException {
        TestAccount account = accountOfPartnerWhoIsAway();
        upload(account, FILES);
        await("the partner is away")
                .atMost(DONE)
                .until(() -> events().stream()
                                .filter(event -> event.getString("state").equals("FAILED"))
                                .count()
                        == FILES);
        String holder = await("one node has all")
                .atMost(DONE)
                .until(this::assigned, assigned -> assigned.size() == 1)
                .keySet()
                .iterator()
                .next();
        assertThat(assigned()).containsExactly(Map.entry(holder, (long) FILES));
        List<String> others =
                cluster.nodes().stream().filter(node -> !node.equals(holder)).toList();

        cluster.configure(ADDITIONAL, "ACCOUNT");
        others.forEach(node -> prefer(node, "ACCOUNT=" + NAME + "=true"));
        cluster.configure(POLICY, "cacheBasedPolicy");
        Map<String, Long> foreseen = preview("attributeMatchPolicy");
        assertThat(foreseen).doesNotContainKey(holder);
        cluster.configure(POLICY, "attributeMatchPolicy");
        await("a change of the policy")
                .atMost(IN_EFFECT)
                .untilAsserted(() -> assertThat(assigned()).isEqualTo(foreseen));

        upload(account, 1);
        assertThat(assigned().keySet()).isSubsetOf(others);

        others.forEach(node -> prefer(node, "ACCOUNT=" + NAME + "=false"));
        prefer(holder, "PUSH=true");
        await("a change of the attributes")
                .atMost(IN_EFFECT)
                .untilAsserted(() -> assertThat(assigned()).isEqualTo(Map.of(holder, FILES + 1L)));

        partnerIsBack();
        await("the partner is back")
                .atMost(DONE)
                .until(() -> events().stream()
                        .allMatch(event -> event.getString("state").equals("DONE")));
        assertThat(events()).extracting(event -> event.getString("ownerNode")).containsOnly(holder);
    }

    /** How many events the nodes would have; those with none are left out. */
    private Map<String, Long> preview(String policy) {
        JsonObject proposal = Json.createObjectBuilder()
                .add(
                        "values",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("name", POLICY)
                                        .add("value", policy)))
                .build();
        JsonObject forecast = api.post("cluster/dispatch-preview", proposal).object();
        assertThat(forecast.getInt("moving")).isEqualTo(FILES);
        JsonArray nodes = forecast.getJsonArray("nodes");
        return nodes.getValuesAs(JsonObject.class).stream()
                .filter(node -> node.getInt("proposed") > 0)
                .collect(Collectors.toMap(node -> node.getString("node"), node -> (long) node.getInt("proposed")));
    }

    private List<JsonObject> events() {
        return cluster.items("node-1", "events?account=" + NAME);
    }

    private Map<String, Long> assigned() {
        return events().stream()
                .collect(Collectors.groupingBy(event -> event.getString("assignedNode"), Collectors.counting()));
    }

    private void prefer(String node, String attributes) {
        api.put(
                        "configuration/" + ATTRIBUTES,
                        Json.createObjectBuilder()
                                .add("value", attributes)
                                .add("node", node)
                                .build(),
                        "*")
                .mustBeGood();
    }

    private TestAccount accountOfPartnerWhoIsAway() {
        cluster.configure(RETRY, "15");
        TestAccount account = cluster.account(NAME);
        cluster.create("sites", cluster.site(SITE).add("port", NOBODY_LISTENS));
        JsonObjectBuilder push = Json.createObjectBuilder().add("type", "PUSH").add("site", SITE);
        cluster.create(
                "routes",
                Json.createObjectBuilder()
                        .add("name", NAME + "-route")
                        .add("account", NAME)
                        .add("folder", "/")
                        .add("pattern", "*")
                        .add("steps", Json.createArrayBuilder().add(push)));
        return account;
    }

    private void partnerIsBack() {
        String etag = api.get("sites/" + SITE).etag();
        api.put("sites/" + SITE, cluster.site(SITE).build(), etag).mustBeGood();
    }

    private void upload(TestAccount account, int files) throws IOException {
        try (SftpSession session = new SftpSession(cluster.sftpPort("node-1"), account)) {
            for (int i = 0; i < files; i++) {
                session.put("/" + files + "-" + i + ".txt", "directed".getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
