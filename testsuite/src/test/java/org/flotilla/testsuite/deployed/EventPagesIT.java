package org.flotilla.testsuite.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flotilla.testsuite.cluster.TestAccount;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@DisplayName("Q8 the pages of events of the deployed EAR")
class EventPagesIT {

    private static final String FILE = "/a.txt";
    private static final long LATER = 5_000_000;

    private final Deployed server = Deployed.server();
    private final PageUser user = new PageUser(server.uri("flotilla/"));
    private final String name = Deployed.unique("event-pages");
    private long done;

    @BeforeEach
    void deliverAFile() throws Exception {
        user.signIn(Deployed.ADMINISTRATOR, server.administratorPassword());
        TestAccount account = server.account(name);
        server.site(name);
        try (SftpUser sender = SftpUser.byPassword(name, account.password())) {
            sender.put(FILE, "to be delivered once");
        }
        done = server.push(name, FILE, name);
        server.awaitState(done, "DONE");
    }

    @Test
    @DisplayName("Q8 what is DONE is resubmitted only after a count that has it, whatever is ticked")
    void forced_isCountedBeforeItIsDone() throws Exception {
        String page = "events-act.xhtml?action=RESUBMIT&state=DONE&account=" + name;
        assertThat(possible(user.get(page))).isEqualTo("0");

        HttpResponse<String> recounted = user.send(page, "many", "do", Map.of("force", "true"));

        String forced = location(recounted);
        assertThat(forced).contains("events-act.xhtml?", "force=true");
        HttpResponse<String> shown = user.get(forced);
        assertThat(shown.body()).contains("Nothing is done yet");
        assertThat(possible(shown)).isEqualTo("1");
        assertThat(server.items("events?account=" + name)).hasSize(1);

        HttpResponse<String> unticked = user.send(page + "&force=true", "many", "do", Map.of());
        assertThat(location(unticked)).doesNotContain("force");
        assertThat(server.items("events?account=" + name)).hasSize(1);

        HttpResponse<String> acted = user.send(page + "&force=true", "many", "do", Map.of("force", "true"));
        assertThat(user.get(location(acted)).body()).contains("1 events are resubmitted.");
        assertThat(server.items("events?account=" + name)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXPLODE 1", "cancel 1", "CANCEL x", "CANCEL 9999999999999999999", ""})
    @DisplayName("Q8 what no button of the page asks for does nothing and leads back")
    void forged_leadsBack(String act) throws Exception {
        HttpResponse<String> answer = user.send("events.xhtml?account=" + name, "acts", "act", Map.of("act", act));

        assertThat(location(answer)).contains("events.xhtml?account=" + name);
        assertThat(server.event(done).getString("state")).isEqualTo("DONE");
    }

    @Test
    @DisplayName("Q8 of a long history a page looks at a part, says so, and leads further back; so does the API")
    void longHistory_isLookedAtInParts() throws Exception {
        String query = "account=" + name;
        endedLater();
        try {
            HttpResponse<String> first = user.get("events.xhtml?" + query);
            assertThat(first.body()).contains("No event of the million that was looked at", "Look further back");
            Matcher next =
                    Pattern.compile("href=\"([^\"]*cursor=[0-9]+[^\"]*)\"").matcher(first.body());
            assertThat(next.find()).as(first.body()).isTrue();
            HttpResponse<String> second = user.get(next.group(1).replace("&amp;", "&"));
            assertThat(second.body())
                    .contains("event.xhtml?id=" + done)
                    .doesNotContain("Look further back", "id=\"further\"");

            JsonObject answer = server.api().get("events?" + query).object();
            assertThat(answer.getJsonArray("items")).isEmpty();
            assertThat(server.items("events?" + query + "&cursor=" + answer.getString("next")))
                    .hasSize(1);
        } finally {
            change("delete from event_history where id = " + LATER);
        }
        assertThat(user.get("events.xhtml?" + query).body()).doesNotContain("Look further back");
    }

    @Test
    @DisplayName("Q8 an event is found by its keys and its cycle, by page and API, and tells its idempotency key")
    void keys_findTheEvent() throws Exception {
        String key = "once:" + name;
        long keyed = server.create(
                        "transfers",
                        Json.createObjectBuilder()
                                .add("account", name)
                                .add("path", FILE)
                                .add("site", name)
                                .add("orderingKey", "in-order:" + name)
                                .add("idempotencyKey", key))
                .getJsonNumber("eventId")
                .longValue();
        String link = "event.xhtml?id=" + keyed + "\"";

        assertThat(server.items("events?idempotencyKey=" + key)).hasSize(1);
        assertThat(server.items("events?idempotencyKey=" + key + "&account=nobody"))
                .isEmpty();
        assertThat(server.items("events?orderingKey=in-order:" + name)).hasSize(1);
        assertThat(server.event(keyed).getString("idempotencyKey")).isEqualTo("api:" + key);
        assertThat(server.items("events?idempotencyKey=api:" + key)).hasSize(1);
        assertThat(server.event(done).isNull("idempotencyKey")).isTrue();

        assertThat(user.get("event.xhtml?id=" + keyed).body()).contains("<dd id=\"idempotencyKey\">api:" + key);
        assertThat(user.get("events.xhtml?idempotencyKey=" + key).body())
                .contains(link)
                .doesNotContain("events-act.xhtml");
        assertThat(user.get("events.xhtml?orderingKey=in-order:" + name).body())
                .contains(link)
                .contains("<input type=\"hidden\" name=\"orderingKey\" value=\"in-order:" + name + "\"");
        String ofCycle = "cycleId=" + server.event(keyed).getString("cycleId");
        assertThat(user.get("events.xhtml?" + ofCycle).body())
                .contains(link)
                .doesNotContain("event.xhtml?id=" + done + "\"");
        assertThat(possible(user.get("events-act.xhtml?action=SUSPEND&orderingKey=nobody's")))
                .isEqualTo("0");
        server.awaitState(keyed, "DONE");
    }

    /** As if millions of events had ended since. */
    private static void endedLater() throws SQLException {
        change(
                "insert into event_history (id, cycle_id, type, action, attributes, state, priority, attempts, max_attempts,"
                        + " created_at, finished_at) values (" + LATER
                        + ", 'later', 'PUSH', 'push-file', '{}', 'DONE', 5, 1, 8,"
                        + " current_timestamp, current_timestamp)");
    }

    private static void change(String statement) throws SQLException {
        try (Connection connection = Surroundings.current().database();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            assertThat(prepared.executeUpdate()).isEqualTo(1);
        }
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body()));
    }

    private static String possible(HttpResponse<String> page) {
        String[] parts = page.body().split("<strong id=\"possible\">", -1);
        assertThat(parts).as(page.body()).hasSize(2);
        return parts[1].substring(0, parts[1].indexOf('<'));
    }
}
