package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flotilla.run.RestClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another program puts files into a folder of the shared file system; the node that takes them in is killed. */
@ExtendWith(OnCluster.class)
@DisplayName("S3, S4, T8 a folder monitor loses its node")
class MonitorClusterIT {

    private static final int FILES = 200;
    private static final int BEFORE_THE_KILL = 25;
    private static final String HOSTILE = "line\nbreak";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TestCluster cluster;
    private final Path storage = Path.of(System.getProperty("flotilla.run.directory"), "cluster", "storage");
    private final String name = "erp-" + UUID.randomUUID().toString().substring(0, 8);
    private final Path folder = storage.resolve("monitored").resolve(name);
    private String asked = "node-1";

    MonitorClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(folder.resolve("done"));
        cluster.accountWithRoute(name);
        cluster.create("schedules", schedule(name, "/" + name));
    }

    @Test
    @DisplayName(
            "T8 each file arrives once, whole, and goes the way of its route; what was taken in lies in the archive")
    void kill_doublesNothing() throws IOException {
        Map<String, String> files = offer();
        Files.writeString(folder.resolve(HOSTILE), "stays");
        String event = cluster.create("schedules/" + name + "/run", Json.createObjectBuilder())
                .get("eventId")
                .toString();
        await("some in the archive")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> names(folder.resolve("done")).size() >= BEFORE_THE_KILL);
        String owner = event(event).getString("ownerNode");
        cluster.domain().kill(owner);
        int left = names(folder).size() - 1;
        asked = cluster.nodes().stream()
                .filter(node -> !node.equals(owner))
                .findFirst()
                .orElseThrow();

        await("the monitor to end")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> "DONE".equals(event(event).getString("state")));

        System.out.println("MONITOR " + owner + " was killed with " + left + " of " + FILES + " files left");
        assertThat(left).as("left when it was killed").isPositive();
        JsonObject ended = event(event);
        assertThat(ended.getString("type")).isEqualTo("FM_TRIGGERED");
        assertThat(ended.getJsonArray("changes").toString()).contains("1 refused: 'line?break'");
        assertThat(names(folder)).containsExactly(HOSTILE);
        await("all in the home")
                .atMost(PATIENCE)
                .until(() -> names(storage.resolve("homes").resolve(name)).equals(files.keySet()));
        files.forEach((file, content) -> {
            assertThat(storage.resolve("homes").resolve(name).resolve(file)).hasContent(content);
            assertThat(folder.resolve("done").resolve(file)).hasContent(content);
        });
        assertOneTransferEach(files.keySet(), "IN");
        await("all at the partner")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertOneTransferEach(files.keySet(), "OUT"));
    }

    @Test
    @DisplayName("S2, A2 a folder that is not there, or leads out, is refused when the schedule is saved, at its field")
    void badFolder_isRefused() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), storage.resolve("homes"));
        for (String bad : List.of("/nowhere", "/../homes", "/" + name + "/link", "/" + name + "/link/" + name)) {
            RestClient.Answer answer =
                    cluster.api("node-1").post("schedules", schedule("bad", bad).build());
            assertThat(answer.status()).as(bad).isEqualTo(400);
            assertThat(answer.text()).contains("\"field\":\"jobParameters.folder\"");
        }
        RestClient.Answer started = cluster.api("node-1")
                .post(
                        "jobs",
                        Json.createObjectBuilder()
                                .add("job", "monitor")
                                .add(
                                        "jobParameters",
                                        Json.createObjectBuilder()
                                                .add("account", name)
                                                .add("folder", "/nowhere"))
                                .build());
        assertThat(started.status()).isEqualTo(400);
    }

    private Map<String, String> offer() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (int number = 0; number < FILES; number++) {
            String file = "order-%03d.csv".formatted(number);
            files.put(file, file.repeat(number));
            Files.writeString(folder.resolve(file), file.repeat(number));
        }
        return files;
    }

    private void assertOneTransferEach(Set<String> files, String direction) {
        List<JsonObject> transfers = cluster.allItems(asked, "transfers?account=" + name).stream()
                .filter(transfer -> direction.equals(transfer.getString("direction")))
                .toList();
        assertThat(transfers).allMatch(transfer -> "DONE".equals(transfer.getString("state")));
        assertThat(transfers.stream().map(transfer -> transfer.getString("fileName")))
                .containsExactlyInAnyOrderElementsOf(files);
    }

    private JsonObjectBuilder schedule(String schedule, String monitored) {
        return Json.createObjectBuilder()
                .add("name", schedule)
                .add("kind", "CRON")
                .add("expression", "0 0 3 1 1 ?")
                .add("job", "monitor")
                .add(
                        "jobParameters",
                        Json.createObjectBuilder()
                                .add("account", name)
                                .add("folder", monitored)
                                .add("stableFor", "0")
                                .add("afterPull", "MOVE")
                                .add("archiveFolder", "/" + name + "/done"));
    }

    private JsonObject event(String id) {
        return cluster.api(asked).get("events/" + id).object();
    }

    private static Set<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
