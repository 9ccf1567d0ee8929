package org.flotilla.testsuite.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flotilla.run.RestClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ArquillianExtension.class)
@DisplayName("S1 S2 schedules and holiday calendars over the API and the pages")
class SchedulesRestIT {

    private static final String CALENDAR = "text/calendar";

    private final Deployed server = Deployed.server();
    private final HttpClient http = HttpClient.newHttpClient();
    private String name;

    @BeforeEach
    void prepare() {
        name = Deployed.unique("plan");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            schedules | {"name":"x","kind":"CRON","expression":"0 0 0 30 2 ?","job":"purge"}             | expression
            schedules | {"name":"x","kind":"CRON","expression":"each day","job":"purge"}                 | expression
            schedules | {"name":"x","kind":"INTERVAL","expression":"0","job":"purge"}                    | expression
            schedules | {"name":"x","kind":"HOURLY","expression":"1","job":"purge"}                      | kind
            schedules | {"name":"x","kind":"CRON","expression":"0 0 3 * * ?","timeZone":"Mars/Phobos","job":"purge"} | timeZone
            schedules | {"name":"x","kind":"CRON","expression":"0 0 3 * * ?","job":"dance","jobParameters":{"a":"b"}} | job
            schedules | {"name":"x","kind":"INTERVAL","expression":"60","job":"purge","jitterSeconds":61} | jitterSeconds
            schedules | {"name":"x","kind":"INTERVAL","expression":"60","job":"purge","startsAt":"2098-01-02T00:00","endsAt":"2098-01-01T00:00"} | endsAt
            schedules | {"name":"x","kind":"INTERVAL","expression":"60","job":"purge","startsAt":"soon"} | startsAt
            schedules | {"name":"x","kind":"INTERVAL","expression":"60","job":"purge","calendar":"none"} | calendar
            schedules | {"name":"x","kind":"INTERVAL","expression":"60","job":"purge","misfire":"PANIC"} | misfire
            schedules/firings | {"kind":"CRON","expression":"0 0 0 31 4 ?"}                              | expression
            schedules/firings?count=many | {"kind":"CRON","expression":"0 0 3 * * ?"}                    | count
            schedules/firings?count=1000 | {"kind":"CRON","expression":"0 0 3 * * ?"}                    | count
            calendars | {"name":"Bank Holidays"}                                                         | name
            calendars | {"name":"bank","days":[{"day":"2026-02-30"}]}                                    | days
            """)
    @DisplayName("S2 a mistake is answered with 400 and the field")
    void mistake_isNamedWithItsField(String path, String body, String field) throws Exception {
        HttpResponse<String> answer = post(path, "application/json", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(object(answer).getString("field")).isEqualTo(field);
        assertThat(object(answer).getString("remedy")).isNotBlank();
    }

    @Test
    @DisplayName("S2 the next firings are shown in the zone and in UTC, those on a holiday as skipped")
    void firings_areShown() throws Exception {
        calendar("2099-01-02");
        server.create(
                "schedules", schedule().add("startsAt", "2099-01-01T00:00").add("calendar", name));

        JsonArray firings = server.api()
                .get("schedules/" + name + "/firings?count=3")
                .object()
                .getJsonArray("items");

        assertThat(firings).hasSize(3);
        JsonObject second = firings.getJsonObject(1);
        assertThat(second.getString("at")).isEqualTo("2099-01-02T02:00:00Z");
        assertThat(second.getString("local")).isEqualTo("2099-01-02T03:00:00+01:00");
        assertThat(second.getString("timeZone")).isEqualTo("Europe/Berlin");
        assertThat(second.getBoolean("skipped")).isTrue();
        assertThat(firings.getJsonObject(2).getBoolean("skipped")).isFalse();
        HttpResponse<String> proposal =
                post("schedules/firings", "application/json", "{\"kind\":\"INTERVAL\",\"expression\":\"PT1H\"}");
        assertThat(object(proposal).getJsonArray("items")).hasSize(10);
    }

    @Test
    @DisplayName("S2 run now is once for each key")
    void runNow_isOnceForEachKey() throws Exception {
        server.create("schedules", schedule());
        String key = UUID.randomUUID().toString();

        HttpResponse<String> first = run(key);
        HttpResponse<String> again = run(key);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        assertThat(object(again).get("eventId")).isEqualTo(object(first).get("eventId"));
        assertThat(object(run(UUID.randomUUID().toString())).get("eventId"))
                .isNotEqualTo(object(first).get("eventId"));
        assertThat(run("a key").statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("S2 a paused schedule does not fire until it is resumed")
    void paused_doesNotFire() {
        server.create("schedules", schedule().add("kind", "INTERVAL").add("expression", "1"));
        await("it fires").atMost(Deployed.PATIENCE).until(() -> !present().isNull("lastFireAt"));

        RestClient.Answer paused = server.api().post("schedules/" + name + "/pause");
        assertThat(paused.object().getBoolean("enabled")).isFalse();
        String last = present().getString("lastFireAt");
        Instant pausedAt = Instant.now();
        await("two seconds of its")
                .atMost(Deployed.PATIENCE)
                .until(() -> Instant.now().isAfter(pausedAt.plus(Duration.ofSeconds(2))));
        assertThat(present().getString("lastFireAt")).isEqualTo(last);

        RestClient.Answer resumed = server.api().post("schedules/" + name + "/resume");
        assertThat(resumed.object().getBoolean("enabled")).isTrue();
        await("it fires again")
                .atMost(Deployed.PATIENCE)
                .until(() -> !present().getString("lastFireAt").equals(last));
        assertThat(Instant.parse(present().getString("lastFireAt"))).isAfter(pausedAt);
        assertThat(server.api()
                        .delete(
                                "schedules/" + name,
                                server.api().get("schedules/" + name).etag())
                        .status())
                .isEqualTo(204);
    }

    @Test
    @DisplayName("S2 a firing on a holiday is left out")
    void holiday_isLeftOut() {
        calendar(
                LocalDate.now(ZoneOffset.UTC).toString(),
                LocalDate.now(ZoneOffset.UTC).plusDays(1).toString());
        JsonObject created = server.create(
                "schedules",
                schedule()
                        .add("timeZone", "UTC")
                        .add("kind", "INTERVAL")
                        .add("expression", "1")
                        .add("calendar", name));

        await("some moments have come and gone")
                .atMost(Deployed.PATIENCE)
                .until(() -> Instant.parse(present().getString("nextFireAt"))
                        .isAfter(Instant.parse(created.getString("nextFireAt")).plusSeconds(2)));

        assertThat(present().isNull("lastFireAt")).isTrue();
        server.api().post("schedules/" + name + "/pause").mustBeGood();
    }

    @Test
    @DisplayName("S2 an iCalendar file is imported, whole or not at all")
    void file_isImportedWhole() throws Exception {
        calendar("2026-12-25");
        String path = "calendars/" + name + "/days";

        HttpResponse<String> done = post(path, CALENDAR, file("20261225", "20261226"));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(object(done).getInt("added")).isEqualTo(1);
        assertThat(object(done).getInt("known")).isEqualTo(1);

        HttpResponse<String> broken = post(path, CALENDAR, file("20261231", "20270230"));
        assertThat(broken.statusCode()).as(broken.body()).isEqualTo(400);
        assertThat(object(broken).getString("detail")).contains("has a day that is none: 20270230");

        HttpResponse<String> many = post(
                path,
                CALENDAR,
                file(IntStream.range(0, 10_000)
                        .mapToObj(i ->
                                LocalDate.of(2027, 1, 1).plusDays(i).toString().replace("-", ""))
                        .toArray(String[]::new)));
        assertThat(many.statusCode()).as(many.body()).isEqualTo(400);
        assertThat(object(many).getString("detail")).contains("more than 5000 days");

        HttpResponse<String> large = post(path, CALENDAR, " ".repeat(1_010_000));
        assertThat(large.statusCode()).as(large.body()).isEqualTo(413);
        assertThat(server.api().get("calendars/" + name).object().getJsonArray("days"))
                .hasSize(2);
    }

    @Test
    @DisplayName("S2 a calendar that a schedule keeps to cannot be deleted")
    void usedCalendar_isNotDeleted() {
        calendar("2026-12-25");
        server.create("schedules", schedule().add("calendar", name));
        String etag = server.api().get("calendars/" + name).etag();

        RestClient.Answer refused = server.api().delete("calendars/" + name, etag);

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.text()).contains(name);
    }

    @Test
    @DisplayName("S2 U1 the pages show schedules and calendars")
    void pages_showThem() throws Exception {
        calendar("2099-01-02");
        server.create(
                "schedules", schedule().add("startsAt", "2099-01-01T00:00").add("calendar", name));
        PageUser user = new PageUser(server.uri("flotilla/"));
        user.signIn(Deployed.ADMINISTRATOR, server.administratorPassword());

        assertThat(user.get("schedules.xhtml").body()).contains("schedule.xhtml?name=" + name, "RUN " + name);
        assertThat(user.get("schedule.xhtml?name=" + name).body())
                .contains("2099-01-02 03:00:00+01:00", "2099-01-02T02:00:00Z", "left out, holiday: day");
        assertThat(user.get("calendars.xhtml").body()).contains("calendar.xhtml?name=" + name);
        assertThat(user.get("calendar.xhtml?name=" + name).body()).contains("2099-01-02 day", "type=\"file\"");
        assertThat(user.get("schedule.xhtml").body()).contains("id=\"expression\"", "Europe/Berlin");
        assertThat(user.get("calendar.xhtml").body()).contains("id=\"days\"").doesNotContain("type=\"file\"");
    }

    private HttpResponse<String> run(String key) throws IOException, InterruptedException {
        return http.send(
                request("schedules/" + name + "/run")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonObject present() {
        return server.api().get("schedules/" + name).object();
    }

    private JsonObjectBuilder schedule() {
        return Json.createObjectBuilder()
                .add("name", name)
                .add("kind", "CRON")
                .add("expression", "0 0 3 * * ?")
                .add("timeZone", "Europe/Berlin")
                .add("job", "purge");
    }

    private void calendar(String... days) {
        var list = Json.createArrayBuilder();
        for (String day : days) {
            list.add(Json.createObjectBuilder().add("day", day).add("label", "day"));
        }
        server.create("calendars", Json.createObjectBuilder().add("name", name).add("days", list));
    }

    private static String file(String... days) {
        return Arrays.stream(days)
                .map(day -> "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:" + day + "\r\nEND:VEVENT\r\n")
                .collect(Collectors.joining("", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "END:VCALENDAR\r\n"));
    }

    private HttpResponse<String> post(String path, String type, String body) throws IOException, InterruptedException {
        return http.send(
                request(path)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        String login = Deployed.ADMINISTRATOR + ":" + server.administratorPassword();
        return HttpRequest.newBuilder(server.uri("flotilla/api/v1/" + path))
                .header("Accept", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonObject object(HttpResponse<String> answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }
}
