package org.flotilla.testsuite.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flotilla.run.RestClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@DisplayName("T6 retention of files by age and size")
class RetentionIT {

    private static final Duration AGE = Duration.ofDays(40);
    private static final int MANY = 25;

    private final Deployed server = Deployed.server();
    private String account;
    private Path home;

    @BeforeEach
    void upload() throws IOException {
        account = server.account(Deployed.unique("keeper")).name();
        home = Deployed.storage().resolve("homes").resolve(account);
    }

    @Test
    @DisplayName("S3, T6 old files are archived in chunks; a dry run before tells which, and young ones stay")
    void oldFiles_areArchived() throws IOException {
        Instant arrived = Instant.now().minus(AGE);
        for (int number = 0; number < MANY; number++) {
            put("in/deep/f" + number + ".csv", arrived);
        }
        put("in/new.csv", Instant.now());
        put("in/old.txt", arrived);
        Map<String, String> parameters = Map.of(
                "folder", "/in", "pattern", "*.csv", "olderThan", "30", "action", "ARCHIVE", "archiveFolder", "/done");

        JsonObject dry = run(with(parameters, "dryRun", "true"));
        assertThat(step(dry).getString("result")).isEqualTo(MANY + " would be archived (" + MANY + " bytes)");
        assertThat(home.resolve("done")).doesNotExist();
        assertThat(log(dry))
                .anyMatch(line -> line.startsWith("files: would be archived: " + account + ":/in/deep/f0.csv"));

        JsonObject run = run(parameters);

        assertThat(step(run).getString("result")).isEqualTo(MANY + " archived (" + MANY + " bytes)");
        assertThat(step(run).getInt("done")).isEqualTo(MANY);
        assertThat(log(run)).contains("files: ends: " + MANY + " archived (" + MANY + " bytes).");
        Path archived = home.resolve("done/" + LocalDate.ofInstant(arrived, ZoneOffset.UTC) + "/in/deep");
        for (int number = 0; number < MANY; number++) {
            assertThat(archived.resolve("f" + number + ".csv")).exists();
        }
        assertThat(home.resolve("in/deep")).isEmptyDirectory();
        assertThat(home.resolve("in/new.csv")).exists();
        assertThat(home.resolve("in/old.txt")).exists();
    }

    @Test
    @DisplayName("T6, T8 what is still to be delivered stays until it is")
    void undelivered_stays() throws IOException {
        String site = Deployed.unique("away");
        server.create("sites", server.siteAtPartner(site).add("port", 1));
        Path file = put("in/a.csv", Instant.now().minus(AGE));
        long push = server.push(account, "/in/a.csv", site);
        server.awaitState(push, "FAILED");

        JsonObject kept = run(Map.of("olderThan", "30", "action", "DELETE"));
        assertThat(step(kept).getString("result")).isEqualTo("0 deleted (0 bytes), 1 still to be delivered");
        assertThat(file).exists();

        assertThat(server.api().post("events/" + push + "/cancel").status()).isLessThan(300);
        await("the push is cancelled")
                .atMost(Deployed.PATIENCE)
                .until(() -> "CANCELLED".equals(server.event(push).getString("state")));
        assertThat(step(run(Map.of("olderThan", "30", "action", "DELETE"))).getString("result"))
                .isEqualTo("1 deleted (1 bytes)");
        assertThat(file).doesNotExist();
    }

    @Test
    @DisplayName("S2 what cannot be is refused at its field, of a schedule and of a start")
    void badParameters_areRefused() {
        for (List<String> bad : List.of(
                List.of("olderThan", "-1"),
                List.of("account", "nobody"),
                List.of("pattern", "regex:("),
                List.of("archiveFolder", "/in/archive"))) {
            Map<String, String> parameters = with(
                    Map.of("folder", "/in", "olderThan", "1", "action", "ARCHIVE", "archiveFolder", "/done"),
                    bad.get(0),
                    bad.get(1));
            RestClient.Answer start = start(parameters);
            RestClient.Answer schedule = server.api()
                    .post(
                            "schedules",
                            Json.createObjectBuilder()
                                    .add("name", Deployed.unique("retain"))
                                    .add("kind", "CRON")
                                    .add("expression", "0 0 0 1 1 ?")
                                    .add("job", "retain")
                                    .add("jobParameters", json(parameters))
                                    .build());
            for (RestClient.Answer answer : List.of(start, schedule)) {
                assertThat(answer.status()).as(answer.text()).isEqualTo(400);
                assertThat(answer.text()).contains("\"field\":\"jobParameters." + bad.get(0) + "\"");
            }
        }
    }

    private Path put(String path, Instant arrived) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
        return Files.setLastModifiedTime(file, FileTime.from(arrived));
    }

    /** The run, when it has ended well. */
    private JsonObject run(Map<String, String> parameters) {
        RestClient.Answer answer = start(with(parameters, "account", account));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        long event = answer.object().getJsonNumber("eventId").longValue();
        assertThat(server.awaitState(event, "DONE").getString("type")).isEqualTo("MAINTENANCE");
        return server.items("jobs?event=" + event).get(0);
    }

    private RestClient.Answer start(Map<String, String> parameters) {
        return server.api()
                .post(
                        "jobs",
                        Json.createObjectBuilder()
                                .add("job", "retain")
                                .add("jobParameters", json(parameters))
                                .build());
    }

    private static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put(name, value);
        return all;
    }

    private static JsonObjectBuilder json(Map<String, String> parameters) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        parameters.forEach(json::add);
        return json;
    }

    private static JsonObject step(JsonObject run) {
        return run.getJsonArray("steps").getJsonObject(0);
    }

    private List<String> log(JsonObject run) {
        return server.api().get("jobs/" + run.getJsonNumber("id") + "/log").body().asJsonArray().stream()
                .map(JsonValue::asJsonObject)
                .map(line -> line.getString("text"))
                .toList();
    }
}
