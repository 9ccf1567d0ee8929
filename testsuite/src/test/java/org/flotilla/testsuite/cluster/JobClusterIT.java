package org.flotilla.testsuite.cluster;

import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnCluster.class)
@DisplayName("S1, S3 a scheduled batch job on a cluster")
class JobClusterIT {

    private static final Duration RUN = Duration.ofSeconds(60);

    private final TestCluster cluster;

    JobClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    @DisplayName("S1, S3 runs on one node, and every node shows the run")
    void run_isSeenEverywhere() {
        cluster.create(
                "schedules",
                Json.createObjectBuilder()
                        .add("name", "nightly-purge")
                        .add("kind", "CRON")
                        .add("expression", "0 0 3 * * ?")
                        .add("timeZone", "Europe/Berlin")
                        .add("job", "purge"));
        JsonObject accepted = cluster.create("schedules/nightly-purge/run", Json.createObjectBuilder());
        String event = accepted.get("eventId").toString();

        for (String node : cluster.nodes()) {
            await(node).atMost(RUN).until(() -> "COMPLETED".equals(status(node, event)));
        }
        await("its event").atMost(RUN).until(() -> "DONE".equals(state(event)));
    }

    private String state(String event) {
        return cluster.api("node-3").get("events/" + event).object().getString("state");
    }

    private String status(String node, String event) {
        return cluster.items(node, "jobs").stream()
                .filter(run -> event.equals(run.getJsonObject("parameters").getString("flotilla.event", "")))
                .map(run -> run.getString("status"))
                .findFirst()
                .orElse("none");
    }
}
