package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flotilla.run.RestClient;
import org.flotilla.run.RunFolder;
import org.flotilla.testsuite.chaos.OpenSshPartner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Pulls 500 files from OpenSSH's server while the node that does so is killed, two times; with {@code -Dflotilla.pull.kills=5}
 * five times, of which two at most in one run. {@code flotilla.pull.seed} of an earlier run kills after the same files.
 */
@ExtendWith(OnCluster.class)
@DisplayName("S3, S4, T8 pulling 500 files while nodes are lost")
class PullClusterIT {

    private static final int FILES = 500;
    private static final int FIRST = 10;
    private static final Pattern PULLED = Pattern.compile("files: (\\d+) pulled");
    private static final int KILLS_AT_ONCE = 2;
    private static final int LARGEST = 20_000;
    private static final String HOSTILE = "line\nbreak";
    private static final Duration PROGRESS = Duration.ofMinutes(2);
    private static final Duration ALL_PULLED = Duration.ofMinutes(5);

    private final TestCluster cluster;
    private final Path folder = Path.of(System.getProperty("flotilla.run.directory"), "pull");
    private OpenSshPartner partner;
    private Random random;
    private TestAccount account;

    PullClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void begin() throws IOException {
        OpenSshPartner.problem().ifPresent(problem -> assumeTrue(false, problem));
        new RunFolder(folder).clear();
        partner = new OpenSshPartner(folder.resolve("partner"));
        Files.createDirectories(archive());
        long seed = Long.getLong("flotilla.pull.seed", new Random().nextInt(1_000_000));
        System.out.println("PULL seed " + seed + " (replay: -Dflotilla.pull.seed=" + seed + ")");
        random = new Random(seed);
        account = cluster.account("puller-" + UUID.randomUUID().toString().substring(0, 8));
    }

    @AfterEach
    void end() {
        if (partner != null) {
            partner.close();
        }
    }

    @Test
    @DisplayName(
            "S4, T8 each file arrives once, whole, with one transfer; after a kill one is fetched again at the most")
    void kills_doubleNothing() throws IOException {
        createSiteAndSchedule();
        int kills = Integer.getInteger("flotilla.pull.kills", KILLS_AT_ONCE);
        for (int killed = 0; killed < kills; killed += KILLS_AT_ONCE) {
            pullWhileKilling(killed, Math.min(KILLS_AT_ONCE, kills - killed));
            cluster.awaitAllOnline();
        }
    }

    @Test
    @DisplayName("S2 what a pull cannot do is refused when its schedule is saved, at its field")
    void badParameters_areRefused() {
        createSiteAndSchedule();
        for (String[] bad : new String[][] {{"pattern", "regex:("}, {"account", "nobody"}, {"afterPull", "BURN"}}) {
            RestClient.Answer answer = cluster.api("node-1")
                    .post("schedules", schedule("bad", Map.of(bad[0], bad[1])).build());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("\"field\":\"jobParameters." + bad[0] + "\"");
        }
    }

    private void pullWhileKilling(int round, int kills) throws IOException {
        Map<String, byte[]> files = offer("round-" + round + "-");
        Files.writeString(partner.inbox().resolve(HOSTILE), "stays");
        int fetchedBefore = partner.reads().size();
        JsonObject accepted = cluster.create("schedules/pull-" + account.name() + "/run", Json.createObjectBuilder());
        String event = accepted.get("eventId").toString();
        Set<String> lost = new HashSet<>();
        int step = FILES / (kills + 1);
        for (int kill = 0; kill < kills; kill++) {
            int after = kill * step + FIRST + random.nextInt(step);
            lost.add(killAfter(after, event, files.keySet(), lost));
        }
        String living = cluster.nodes().stream()
                .filter(node -> !lost.contains(node))
                .findFirst()
                .orElseThrow();
        await("the pull to end")
                .atMost(ALL_PULLED)
                .ignoreExceptions()
                .until(() -> "DONE".equals(event(living, event).getString("state")));
        assertPulledOnce(living, files);
        List<String> fetched = partner.reads();
        System.out.println(
                "FIGURE fetches of " + FILES + " files with " + kills + " kills: " + (fetched.size() - fetchedBefore));
        assertThat(fetched.size() - fetchedBefore).isBetween(FILES, FILES + kills);
        String told = event(living, event).getJsonArray("changes").toString();
        assertThat(told).contains("1 refused: 'line?break'");
        Matcher pulled = PULLED.matcher(told);
        assertThat(pulled.find()).isTrue();
        assertThat(Integer.parseInt(pulled.group(1)))
                .as("told of: all but those that were under way")
                .isBetween(FILES - kills, FILES);
        assertThat(partner.names()).containsExactly(HOSTILE);
    }

    /** Kills the node that runs the event, once so many files are in the home; returns its name. */
    private String killAfter(int count, String event, Set<String> names, Set<String> lost) {
        String asked = cluster.nodes().stream()
                .filter(node -> !lost.contains(node))
                .findFirst()
                .orElseThrow();
        await(count + " files in the home")
                .atMost(PROGRESS)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> inHome(names).size() >= count);
        String owner = await("its owner")
                .atMost(PROGRESS)
                .ignoreExceptions()
                .until(() -> event(asked, event).getString("ownerNode"), node -> !lost.contains(node));
        cluster.domain().kill(owner);
        System.out.println("PULL " + owner + " was killed after " + count + " files, at "
                + inHome(names).size());
        return owner;
    }

    private JsonObject event(String node, String id) {
        return cluster.api(node).get("events/" + id).object();
    }

    private void assertPulledOnce(String node, Map<String, byte[]> files) {
        await("all in the home")
                .atMost(PROGRESS)
                .until(() -> inHome(files.keySet()).equals(files.keySet()));
        files.forEach((name, content) -> {
            assertThat(home().resolve(name)).hasBinaryContent(content);
            assertThat(archive().resolve(name)).hasBinaryContent(content);
        });
        List<JsonObject> transfers = cluster.allItems(node, "transfers?account=" + account.name()).stream()
                .filter(transfer -> files.containsKey(transfer.getString("fileName")))
                .toList();
        assertThat(transfers).hasSize(FILES).allMatch(transfer -> "DONE".equals(transfer.getString("state")));
        assertThat(transfers.stream().map(transfer -> transfer.getString("fileName")))
                .containsExactlyInAnyOrderElementsOf(files.keySet());
    }

    private Map<String, byte[]> offer(String prefix) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int number = 0; number < FILES; number++) {
            byte[] content = new byte[random.nextInt(LARGEST)];
            random.nextBytes(content);
            String name = prefix + "%03d.bin".formatted(number);
            files.put(name, content);
            Files.write(partner.inbox().resolve(name), content);
        }
        return files;
    }

    private void createSiteAndSchedule() {
        cluster.create(
                "sites",
                Json.createObjectBuilder()
                        .add("name", site())
                        .add("protocol", "SFTP")
                        .add("host", "127.0.0.1")
                        .add("port", partner.port())
                        .add("userName", partner.user())
                        .add("privateKey", partner.userKey())
                        .add("hostKey", partner.hostKey())
                        .add("maximumConnections", 1));
        cluster.create("schedules", schedule("pull-" + account.name(), Map.of()));
    }

    private JsonObjectBuilder schedule(String name, Map<String, String> instead) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "site", site(),
                "account", account.name(),
                "remoteFolder", partner.inbox().toString(),
                "pattern", "regex:.*",
                "stableFor", "0",
                "afterPull", "MOVE",
                "archiveFolder", archive().toString()));
        parameters.putAll(instead);
        JsonObjectBuilder given = Json.createObjectBuilder();
        parameters.forEach(given::add);
        return Json.createObjectBuilder()
                .add("name", name)
                .add("kind", "CRON")
                .add("expression", "0 0 3 1 1 ?")
                .add("job", "pull")
                .add("jobParameters", given);
    }

    private String site() {
        return account.name() + "-partner";
    }

    private Path archive() {
        return folder.resolve("partner").resolve("archive").toAbsolutePath();
    }

    private Path home() {
        return Path.of(System.getProperty("flotilla.run.directory"), "cluster", "storage", "homes", account.name());
    }

    private Set<String> inHome(Set<String> names) {
        if (!Files.isDirectory(home())) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(home())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(names::contains)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
