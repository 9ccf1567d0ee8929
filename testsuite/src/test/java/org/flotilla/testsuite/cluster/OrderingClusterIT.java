package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.flotilla.run.PartnerGate;
import org.flotilla.run.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnCluster.class)
@DisplayName("Q7 what is ordered arrives in order, whatever happens")
class OrderingClusterIT {

    private static final String POLICY = "EventQueue.DispatchPolicy.name";
    private static final int KEYS = 5;
    private static final int OF_EACH = 40;
    private static final int BEFORE_THE_KILL = 40;
    private static final Duration ALL_ARRIVED = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestCluster cluster;
    private final RestClient api;

    OrderingClusterIT(TestCluster cluster) {
        this.cluster = cluster;
        this.api = cluster.api("node-1");
    }

    @AfterEach
    void backToDefaults() {
        cluster.partner().gate().open();
        api.delete("configuration/" + POLICY, "*");
    }

    @Test
    @DisplayName("Q7, Q4, T8 200 pushes of 5 keys, a node killed in the middle: each key is in order, each file once")
    void kill_keepsTheOrder() throws IOException {
        Pushes pushes = new Pushes("ordered");
        cluster.configure(POLICY, "roundRobinPolicy");
        List<String> files = IntStream.range(0, KEYS * OF_EACH)
                .mapToObj(number -> "key%d-%03d.txt".formatted(number % KEYS, number / KEYS))
                .toList();
        pushes.upload(files);

        for (String file : files.subList(0, files.size() / 2)) {
            pushes.submit(file, key(file));
        }
        await("some have arrived")
                .atMost(SOON)
                .until(() -> cluster.partner().arrivals().size() > BEFORE_THE_KILL);
        cluster.domain().kill("node-3");
        for (String file : files.subList(files.size() / 2, files.size())) {
            pushes.submit(file, key(file));
        }

        await("all files at the partner")
                .atMost(ALL_ARRIVED)
                .until(() -> cluster.partner().arrivals().size() >= files.size());
        pushes.awaitAllDone();
        List<String> arrivals = cluster.partner().arrivals();
        assertThat(arrivals).hasSameSizeAs(files).doesNotHaveDuplicates();
        for (int key = 0; key < KEYS; key++) {
            String prefix = "key" + key;
            assertThat(arrivals.stream().filter(name -> name.startsWith(prefix)))
                    .as("order of %s", prefix)
                    .isSorted();
        }
        assertThat(pushes.events())
                .as("the work was shared")
                .extracting(event -> event.getString("ownerNode"))
                .contains("node-1", "node-2");
    }

    @Test
    @DisplayName("Q7, Q8 an event that waits for its turn says for which; when that is cancelled it has its turn")
    void waiting_saysForWhich() throws IOException {
        Pushes pushes = new Pushes("waiting");
        pushes.upload(List.of("a.txt", "b.txt"));
        cluster.partner().gate().close(PartnerGate.Step.WRITE);
        int first = pushes.submit("a.txt", "k");
        int second = pushes.submit("b.txt", "k");
        await("the first is under way")
                .atMost(SOON)
                .until(() -> event(first).getString("state").equals("RUNNING"));
        JsonObject waiting = event(second);
        assertThat(waiting.getString("state")).isEqualTo("READY");
        assertThat(waiting.getString("orderingKey")).isEqualTo("k");
        assertThat(waiting.getString("blockedBy")).isEqualTo("KEY");
        assertThat(waiting.getInt("waitsFor")).isEqualTo(first);

        api.post("events/" + first + "/cancel").mustBeGood();
        await("the second is under way")
                .atMost(SOON)
                .until(() -> event(second).getString("state").equals("RUNNING"));
        cluster.partner().gate().open();
        await("the second has arrived")
                .atMost(SOON)
                .until(() -> cluster.partner().arrivals().contains("b.txt"));
    }

    private JsonObject event(int id) {
        return api.get("events/" + id).object();
    }

    private static String key(String file) {
        return file.substring(0, file.indexOf('-'));
    }

    /** Stored files of an account without routes, pushed one by one. */
    private final class Pushes {
        private final TestAccount account;
        private final String site;

        Pushes(String name) {
            account = cluster.account(name);
            site = name + "-partner";
            cluster.create("sites", cluster.site(site));
        }

        void upload(List<String> files) throws IOException {
            try (SftpSession session = new SftpSession(cluster.sftpPort("node-1"), account)) {
                for (String file : files) {
                    session.put("/" + file, file.getBytes(StandardCharsets.UTF_8));
                }
            }
        }

        /** By nodes in turn, of those that are there to the end; returns the event. */
        int submit(String file, String key) {
            String node = file.hashCode() % 2 == 0 ? "node-1" : "node-2";
            RestClient.Answer answer = cluster.api(node)
                    .post(
                            "transfers",
                            Json.createObjectBuilder()
                                    .add("account", account.name())
                                    .add("path", "/" + file)
                                    .add("site", site)
                                    .add("orderingKey", key)
                                    .build());
            return answer.object().getInt("eventId");
        }

        List<JsonObject> events() {
            return new ArrayList<>(cluster.allItems("node-1", "events?account=" + account.name()));
        }

        void awaitAllDone() {
            await("the queue to be empty")
                    .atMost(ALL_ARRIVED)
                    .until(() -> events().stream().allMatch(event -> "DONE".equals(event.getString("state"))));
        }
    }
}
