package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flotilla.testsuite.chaos.OpenSshPartner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A node freezes while it fetches a large file, after fourteen small ones, from OpenSSH's server. It wakes when another has
 * taken the pull over, with the connection and the rest of the file still there: so it does all that it can before it is refused.
 */
@ExtendWith(OnCluster.class)
@DisplayName("S4, Q5, T8 a node that pulls freezes")
class PullFreezeClusterIT {

    private static final int FILES = 30;
    private static final int LARGE = 14;

    /** Less than what is recorded on the way, so that it is fetched from its beginning. */
    private static final int LARGE_SIZE = 30 * 1024 * 1024;

    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestCluster cluster;
    private PullingAccount account;

    PullFreezeClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void begin() throws IOException {
        OpenSshPartner.problem().ifPresent(problem -> assumeTrue(false, problem));
        account = new PullingAccount(cluster, new Random());
        account.createSiteAndSchedule();
    }

    @AfterEach
    void end() {
        cluster.nodes().stream().filter(cluster.domain()::hasProcess).forEach(cluster.domain()::thaw);
        if (account != null) {
            account.close();
        }
    }

    @Test
    @DisplayName("S4, Q5, T8 its commit is refused when it wakes, its staging is gone, and nothing is there twice")
    void freeze_isRefusedWhenItWakes() throws IOException {
        Map<String, byte[]> files = account.offer("frozen-", FILES);
        String large = "frozen-%03d.bin".formatted(LARGE);
        files.put(large, account.offerOne(large, LARGE_SIZE));
        Set<Path> before = account.contents();
        String event = account.pull();
        String frozen = await("its owner")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> owner("node-1", event), Optional::isPresent)
                .orElseThrow();

        Path staged = await("a part of the large file")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> large(before), Optional::isPresent)
                .orElseThrow();
        cluster.domain().freeze(frozen);
        assertThat(staged)
                .as("what the frozen node has of it")
                .satisfies(part -> assertThat(Files.size(part)).isLessThan(LARGE_SIZE));
        assertThat(account.inHome()).as("whole files").hasSize(LARGE);

        String asked = cluster.nodes().stream()
                .filter(node -> !node.equals(frozen))
                .findFirst()
                .orElseThrow();
        await("another owner")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> owner(asked, event)
                        .filter(owner -> !owner.equals(frozen))
                        .isPresent());
        cluster.domain().thaw(frozen);

        await("the pull to end")
                .atMost(PATIENCE)
                .until(() -> "DONE".equals(account.event(asked, event).getString("state")));
        List<JsonObject> runs = runs(asked, event);
        await("what the woken node says of its run")
                .atMost(PATIENCE)
                .until(() -> log(asked, runs.get(0)).anyMatch(line -> line.contains("failed: ") && isRefusal(line)));
        await("its staging is gone").atMost(PATIENCE).until(() -> !Files.exists(staged));

        account.assertPulledOnce(asked, files);
        assertThat(account.inHome()).as("in the home").isEqualTo(files.keySet());
        assertThat(account.inArchive()).as("in the partner's archive").isEqualTo(files.keySet());
        assertThat(account.partner().names()).as("in the partner's inbox").isEmpty();
        assertThat(account.contents().size() - before.size())
                .as("contents: one for each transfer")
                .isEqualTo(FILES);
        assertThat(timesRead().entrySet())
                .as("read more than once")
                .filteredOn(read -> read.getValue() > 1)
                .containsExactly(Map.entry(large, 2L));
        assertCountedOnce(asked, event);
    }

    private Optional<String> owner(String asked, String event) {
        JsonObject now = account.event(asked, event);
        return now.isNull("ownerNode") ? Optional.empty() : Optional.of(now.getString("ownerNode"));
    }

    /** The content that is being written and is larger than any of the small files. */
    private Optional<Path> large(Set<Path> before) {
        return account.contents().stream()
                .filter(content -> !before.contains(content) && content.toFile().length() > 1024 * 1024)
                .findFirst();
    }

    /** All runs of the event, first to last. */
    private List<JsonObject> runs(String asked, String event) {
        JsonObject latest = cluster.items(asked, "jobs?event=" + event).get(0);
        return cluster.api(asked)
                .get("jobs/" + latest.getJsonNumber("id") + "/restarts")
                .body()
                .asJsonArray()
                .getValuesAs(JsonObject.class);
    }

    private Stream<String> log(String asked, JsonObject run) {
        JsonArray lines = cluster.api(asked)
                .get("jobs/" + run.getJsonNumber("id") + "/log")
                .body()
                .asJsonArray();
        return lines.getValuesAs(JsonObject.class).stream().map(line -> line.getString("text"));
    }

    /** Of its own lease, or of the event in the database. */
    private static boolean isRefusal(String line) {
        return line.contains("lease") || line.contains("is not owned by");
    }

    private Map<String, Long> timesRead() {
        return account.partner().reads().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** What was pulled before the freeze is in the checkpoint, and counted with the rest. */
    private void assertCountedOnce(String asked, String event) {
        List<JsonObject> runs = runs(asked, event);
        assertThat(runs).extracting(run -> run.getString("status")).containsExactly("FAILED", "COMPLETED");
        assertThat(runs.get(1).getJsonArray("steps").getJsonObject(0).getString("result"))
                .isEqualTo(FILES + " pulled");
        assertThat(account.event(asked, event).getJsonArray("changes").getValuesAs(JsonObject.class).stream()
                        .filter(change -> "DONE".equals(change.getString("to"))))
                .as("ends of the event")
                .hasSize(1);
    }
}
