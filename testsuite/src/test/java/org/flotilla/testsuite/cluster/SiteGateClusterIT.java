package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flotilla.run.DemoPartner;
import org.flotilla.run.PartnerGate;
import org.flotilla.run.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OnCluster.class)
@DisplayName("W4 three nodes keep to a site's connections")
class SiteGateClusterIT {

    private static final String POLICY = "EventQueue.DispatchPolicy.name";
    private static final int FILES = 60;
    private static final int FILE_BYTES = 16 * 1024;
    private static final int MOST = 2;
    private static final Duration WHILE = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration ALL_ARRIVED = Duration.ofMinutes(2);

    private final TestCluster cluster;
    private final RestClient api;
    private DemoPartner partner;

    SiteGateClusterIT(TestCluster cluster) {
        this.cluster = cluster;
        this.api = cluster.api("node-1");
    }

    @BeforeEach
    void partnerOfItsOwn(@TempDir Path folder) {
        partner = new DemoPartner(folder.resolve("partner"), 0);
        partner.start();
        cluster.configure(POLICY, "roundRobinPolicy");
    }

    @AfterEach
    void close() {
        partner.gate().open();
        partner.close();
        cluster.awaitAllOnline();
        api.delete("configuration/" + POLICY, "*");
    }

    @Test
    @DisplayName("W4, T8 a site of 2 connections never has more, from three nodes together, and gets every file once")
    void maximum_isNeverExceeded() throws IOException {
        TestAccount account = account("limited", false);
        partner.gate().close(PartnerGate.Step.WRITE);
        upload(account);
        await("two are under way").atMost(SOON).until(() -> partner.gate().waiting() == MOST);
        await("and no more, however long they take")
                .during(WHILE)
                .atMost(SOON)
                .until(() -> partner.gate().waiting() == MOST
                        && events(account, "RUNNING").size() <= MOST + 3);
        JsonObject waiting = await("the others wait")
                .atMost(SOON)
                .until(
                        () -> events(account, "READY").stream()
                                .filter(event -> event.getString("blockedBy").equals("SITE"))
                                .findFirst()
                                .map(event ->
                                        api.get("events/" + event.getInt("id")).object())
                                .orElse(null),
                        found -> found != null);
        assertThat(waiting.getJsonArray("changes").toString())
                .contains("waits for a free connection to site limited-partner: all 2 are in use");
        assertThat(waiting.getInt("attempts")).isZero();
        partner.gate().open();

        awaitAllDone(account);
        assertThat(partner.arrivals()).hasSize(FILES).doesNotHaveDuplicates();
        assertThat(partner.mostConnections()).isEqualTo(MOST);
    }

    @Test
    @DisplayName("W4, Q4 a site of a single node is connected to from one; when that is killed, from one other")
    void singleNode_isOneAtATime() throws IOException {
        TestAccount account = account("single", true);
        partner.gate().close(PartnerGate.Step.WRITE);
        upload(account);
        await("some are under way").atMost(SOON).until(() -> partner.gate().waiting() == MOST);
        String first = await("one node runs them")
                .atMost(SOON)
                .until(
                        () -> {
                            Set<String> owners = owners(events(account, "RUNNING"));
                            return owners.size() == 1 ? owners.iterator().next() : null;
                        },
                        found -> found != null);
        cluster.domain().kill(first);
        partner.gate().open();

        RestClient other = cluster.api(first.equals("node-1") ? "node-2" : "node-1");
        await("all done").atMost(ALL_ARRIVED).until(() -> states(other, account).equals(Set.of("DONE")));
        assertThat(partner.arrivals()).hasSize(FILES).doesNotHaveDuplicates();
        Set<String> owners = owners(other.get("events?account=" + account.name() + "&limit=200")
                .object()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class));
        owners.remove(first);
        assertThat(owners).as("after the first was killed").hasSize(1);
    }

    private TestAccount account(String name, boolean singleNode) {
        TestAccount account = cluster.account(name);
        cluster.create(
                "sites",
                cluster.site(name + "-partner")
                        .add("port", partner.port())
                        .add("password", partner.password())
                        .add("hostKey", partner.hostKey())
                        .add("singleNode", singleNode)
                        .add("maximumConnections", MOST));
        JsonObjectBuilder push = Json.createObjectBuilder().add("type", "PUSH").add("site", name + "-partner");
        cluster.create(
                "routes",
                Json.createObjectBuilder()
                        .add("name", name + "-route")
                        .add("account", name)
                        .add("folder", "/")
                        .add("pattern", "*")
                        .add("steps", Json.createArrayBuilder().add(push)));
        return account;
    }

    private void upload(TestAccount account) throws IOException {
        Map<String, byte[]> files = IntStream.range(0, FILES)
                .boxed()
                .collect(Collectors.toMap(
                        "file-%03d.bin"::formatted, number -> new byte[FILE_BYTES], (one, same) -> one, TreeMap::new));
        try (SftpSession session = new SftpSession(cluster.sftpPort("node-1"), account)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                session.put("/" + file.getKey(), file.getValue());
            }
        }
    }

    private List<JsonObject> events(TestAccount account, String state) {
        return cluster.allItems("node-1", "events?account=" + account.name() + "&state=" + state);
    }

    private static Set<String> owners(List<JsonObject> events) {
        return events.stream().map(event -> event.getString("ownerNode")).collect(Collectors.toSet());
    }

    private static Set<String> states(RestClient asked, TestAccount account) {
        return asked
                .get("events?account=" + account.name() + "&limit=200")
                .object()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(event -> event.getString("state"))
                .collect(Collectors.toSet());
    }

    private void awaitAllDone(TestAccount account) {
        await("all done").atMost(ALL_ARRIVED).until(() -> states(api, account).equals(Set.of("DONE")));
    }
}
