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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flotilla.run.RunFolder;
import org.flotilla.testsuite.chaos.OpenSshPartner;

/** An account that pulls from an OpenSSH server of its own, over one connection; what was pulled is moved to an archive there. */
final class PullingAccount implements AutoCloseable {

    private static final int LARGEST = 20_000;
    private static final Duration LANDED = Duration.ofMinutes(2);

    private final TestCluster cluster;
    private final Random random;
    private final Path folder = Path.of(System.getProperty("flotilla.run.directory"), "pull");
    private final Path storage = Path.of(System.getProperty("flotilla.run.directory"), "cluster", "storage");
    private final OpenSshPartner partner;
    private final TestAccount account;

    /** Starts the server; there is neither a site nor a schedule yet. */
    PullingAccount(TestCluster cluster, Random random) throws IOException {
        this.cluster = cluster;
        this.random = random;
        new RunFolder(folder).clear();
        this.partner = new OpenSshPartner(folder.resolve("partner"));
        Files.createDirectories(archive());
        this.account = cluster.account("puller-" + UUID.randomUUID().toString().substring(0, 8));
    }

    OpenSshPartner partner() {
        return partner;
    }

    void createSiteAndSchedule() {
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
        cluster.create("schedules", schedule(scheduleName(), Map.of()));
    }

    /** A schedule that would pull once a year, but for the given parameters of its job. */
    JsonObjectBuilder schedule(String name, Map<String, String> instead) {
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

    private String scheduleName() {
        return "pull-" + account.name();
    }

    /** Begins to pull; returns the event. */
    String pull() {
        return cluster.create("schedules/" + scheduleName() + "/run", Json.createObjectBuilder())
                .get("eventId")
                .toString();
    }

    /** The event of a pull, as a node knows it. */
    JsonObject event(String node, String id) {
        return cluster.api(node).get("events/" + id).object();
    }

    /** Lays so many small files at the partner's; returns them in the order of their names. */
    Map<String, byte[]> offer(String prefix, int count) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int number = 0; number < count; number++) {
            String name = prefix + "%03d.bin".formatted(number);
            files.put(name, offerOne(name, random.nextInt(LARGEST)));
        }
        return files;
    }

    /** Lays one file of random bytes there, in the place of one of that name. */
    byte[] offerOne(String name, int size) throws IOException {
        byte[] content = new byte[size];
        random.nextBytes(content);
        Files.write(partner.inbox().resolve(name), content);
        return content;
    }

    private Path archive() {
        return folder.resolve("partner").resolve("archive").toAbsolutePath();
    }

    private Path home() {
        return storage.resolve("homes").resolve(account.name());
    }

    /** Those of the names that are in the home. */
    Set<String> inHome(Set<String> names) {
        return names(home()).stream().filter(names::contains).collect(Collectors.toSet());
    }

    /** All names in the home, hidden ones too. */
    Set<String> inHome() {
        return names(home());
    }

    /** All names in the partner's archive. */
    Set<String> inArchive() {
        return names(archive());
    }

    private static Set<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The contents of all accounts on the shared file system: those of transfers, and those that are being written. */
    Set<Path> contents() {
        Path contents = storage.resolve("contents");
        if (!Files.isDirectory(contents)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(contents)) {
            return files.filter(Files::isRegularFile).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each file is in the home and in the archive, as it was, with one transfer, which is done. */
    void assertPulledOnce(String node, Map<String, byte[]> files) {
        await("all in the home")
                .atMost(LANDED)
                .until(() -> inHome(files.keySet()).equals(files.keySet()));
        files.forEach((name, content) -> {
            assertThat(home().resolve(name)).hasBinaryContent(content);
            assertThat(archive().resolve(name)).hasBinaryContent(content);
        });
        List<JsonObject> transfers = cluster.allItems(node, "transfers?account=" + account.name()).stream()
                .filter(transfer -> files.containsKey(transfer.getString("fileName")))
                .toList();
        assertThat(transfers).allMatch(transfer -> "DONE".equals(transfer.getString("state")));
        assertThat(transfers.stream().map(transfer -> transfer.getString("fileName")))
                .containsExactlyInAnyOrderElementsOf(files.keySet());
    }

    @Override
    public void close() {
        partner.close();
    }
}
