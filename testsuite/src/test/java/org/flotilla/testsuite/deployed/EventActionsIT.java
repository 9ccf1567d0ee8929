package org.flotilla.testsuite.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.flotilla.run.DemoPartner;
import org.flotilla.run.PartnerGate;
import org.flotilla.run.RestClient;
import org.flotilla.testsuite.cluster.TestAccount;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ArquillianExtension.class)
@DisplayName("Q8 operators act on events by the REST API")
class EventActionsIT {

    private static final String FILE = "a.txt";
    private static final String CONTENT = "to be delivered once";
    private static final int LARGE = 32 * 1024 * 1024;
    private static final Duration LET_SOME_PASS = Duration.ofMillis(20);

    private final Deployed server = Deployed.server();
    private final String name = Deployed.unique("acts");
    private DemoPartner partner;

    /** Pushes wait for their retry, so that they are there to be acted upon: the partner is down. */
    @BeforeEach
    void preparePartnerThatIsDown(@TempDir Path folder) throws IOException {
        server.configure("EventQueue.retry.first", 60);
        TestAccount account = server.account(name);
        try (SftpUser user = SftpUser.byPassword(name, account.password())) {
            user.put("/" + FILE, CONTENT);
        }
        partner = new DemoPartner(folder, freePort());
        server.create(
                "sites",
                server.siteAtPartner(name)
                        .add("port", partner.port())
                        .add("password", partner.password())
                        .add("hostKey", partner.hostKey()));
    }

    @AfterEach
    void restore() {
        server.configure("EventQueue.retry.first", 5);
        partner.gate().open();
        partner.close();
    }

    @Test
    @DisplayName("Q8 an event is suspended, resumed, given a priority and cancelled, with its history")
    void event_isSuspendedResumedAndCancelled() {
        long id = failing();

        assertThat(done(post(id, "suspend")).getString("state")).isEqualTo("SUSPENDED");
        assertThat(done(server.api().patch("events/" + id, priority(9))).getInt("priority"))
                .isEqualTo(9);
        assertThat(done(post(id, "resume")).getString("state")).isEqualTo("READY");
        JsonObject cancelled = done(post(id, "cancel"));

        assertThat(cancelled.getString("state")).isEqualTo("CANCELLED");
        assertThat(server.items("transfers?site=" + name))
                .extracting(transfer -> transfer.getString("state"))
                .containsExactly("FAILED");
        assertThat(server.event(id).getJsonArray("changes").getValuesAs(JsonObject.class))
                .extracting(change -> change.isNull("reason") ? "" : change.getString("reason"))
                .contains(
                        "Suspended by admin",
                        "Resumed by admin",
                        "Priority 5 changed to 9 by admin",
                        "Cancelled by admin");
    }

    @Test
    @DisplayName(
            "Q8 W4 a push that is under way stops in the middle of its file, and leaves no half file at the partner")
    void running_stopsWhenCancelled() throws IOException {
        TestAccount account = server.account(name + "-large");
        try (SftpUser user = SftpUser.byPassword(account.name(), account.password())) {
            user.put("/" + FILE, "x".repeat(LARGE));
        }
        partner.start();
        partner.gate().close(PartnerGate.Step.WRITE);
        long id = server.push(account.name(), "/" + FILE, name);
        await("it is under way").until(() -> partner.gate().waiting() == 1);

        done(post(id, "cancel"));
        await("it stops, at a partner that takes a few KiB at a time")
                .pollInterval(LET_SOME_PASS)
                .until(() -> {
                    partner.gate().open();
                    partner.gate().close(PartnerGate.Step.WRITE);
                    return partner.names().isEmpty();
                });

        partner.gate().open();
        assertThat(partner.logins()).as("one to send, one to clear").isEqualTo(2);
        assertThat(server.event(id).getString("state")).isEqualTo("CANCELLED");
    }

    @Test
    @DisplayName("Q2 what the state does not allow is refused with 409 and both states")
    void illegal_isRefused() {
        long id = failing();
        done(post(id, "cancel"));

        RestClient.Answer again = post(id, "suspend");

        assertThat(again.status()).as(again.text()).isEqualTo(409);
        JsonObject problem = again.body().asJsonObject();
        assertThat(problem.getString("detail")).isEqualTo("Event " + id + " is CANCELLED and cannot become SUSPENDED.");
        assertThat(problem.getString("remedy")).contains("READY, FAILED");
    }

    @Test
    @DisplayName("T8 a cancelled push is resubmitted once, delivers, and what is DONE is not doubled unless forced")
    void resubmitted_deliversOnce() throws IOException {
        long id = failing();
        done(post(id, "cancel"));
        partner.start();

        RestClient.Answer first = post(id, "resubmit");
        assertThat(first.status()).as(first.text()).isEqualTo(202);
        long next = first.object().getJsonNumber("eventId").longValue();
        JsonObject delivered = server.awaitState(next, "DONE");
        RestClient.Answer second = post(id, "resubmit");
        RestClient.Answer doubled = post(next, "resubmit");

        assertThat(delivered.getString("cycleId")).isEqualTo(server.event(id).getString("cycleId"));
        assertThat(delivered.getJsonObject("attributes").getString("resubmissionOf"))
                .isEqualTo(Long.toString(id));
        assertThat(partner.inbox().resolve(FILE)).hasContent(CONTENT);
        assertThat(second.status()).as(second.text()).isEqualTo(200);
        assertThat(second.object().getJsonNumber("eventId").longValue()).isEqualTo(next);
        assertThat(doubled.status()).as(doubled.text()).isEqualTo(409);
        assertThat(doubled.text()).contains("is DONE");

        Files.delete(partner.inbox().resolve(FILE));
        RestClient.Answer forced = server.api().post("events/" + next + "/resubmit?force=true");
        assertThat(forced.status()).as(forced.text()).isEqualTo(202);
        server.awaitState(forced.object().getJsonNumber("eventId").longValue(), "DONE");
        assertThat(partner.inbox().resolve(FILE)).hasContent(CONTENT);
    }

    @Test
    @DisplayName("Q8 many events by a filter: the count first, then the act, then what became of it")
    void bulk_countsThenActs() {
        long one = failing();
        long other = failing();
        long suspended = failing();
        done(post(suspended, "suspend"));

        JsonObject counted = done(server.api()
                .post("events/bulk", bulk("SUSPEND").add("dryRun", true).build()));
        assertThat(counted.getInt("matching")).isEqualTo(3);
        assertThat(counted.getInt("possible")).isEqualTo(2);
        assertThat(counted.getJsonObject("matchingByState").getInt("SUSPENDED")).isEqualTo(1);
        assertThat(counted.getBoolean("more")).isFalse();
        assertThat(server.event(one).getString("state")).isEqualTo("FAILED");

        JsonObject changed =
                done(server.api().post("events/bulk", bulk("SUSPEND").build()));
        assertThat(changed.getInt("changed")).isEqualTo(2);
        assertThat(changed.getInt("refused")).isZero();
        assertThat(changed.get("next")).isEqualTo(JsonValue.NULL);
        assertThat(server.event(one).getString("state")).isEqualTo("SUSPENDED");
        assertThat(server.event(other).getString("state")).isEqualTo("SUSPENDED");

        assertThat(done(server.api().post("events/bulk", bulk("CANCEL").build()))
                        .getInt("changed"))
                .isEqualTo(3);
        await().atMost(Deployed.PATIENCE)
                .until(() ->
                        server.items("transfers?state=SENDING&site=" + name).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PATCH | events/1                    | {"priority":-1}                                     | 400
            PATCH | events/1                    | {"priority":10}                                     | 400
            PATCH | events/1                    | {"priority":null}                                   | 400
            POST  | events/1/cancel?force=maybe | {}                                                  | 400
            POST  | events/bulk                 | {"filter":{}}                                       | 400
            POST  | events/bulk                 | {"action":"CANCEL"}                                 | 400
            POST  | events/bulk                 | {"action":"CANCEL","filter":{"type":"TELEPORT"}}    | 400
            POST  | events/bulk                 | {"action":"EXPLODE","filter":{}}                    | 400
            POST  | events/bulk                 | {"action":"CANCEL","filter":{},"priority":3}        | 400
            POST  | events/bulk                 | {"action":"CANCEL","filter":{},"cursor":"x"}        | 400
            POST  | events/999999999999999/cancel |                                                   | 404
            """)
    @DisplayName("Q8 bad input is refused with what to do")
    void badInput_isRefused(String method, String path, String body, int status) {
        RestClient.Answer answer;
        if (body == null) {
            answer = server.api().post(path);
        } else {
            JsonObject json = Json.createReader(new java.io.StringReader(body)).readObject();
            answer = method.equals("PATCH")
                    ? server.api().patch(path, json)
                    : server.api().post(path, json);
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.body().asJsonObject().getString("remedy")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PATCH | events/1  | {"dueAt":"10000-01-01T00:00:00Z"} | dueAt
            POST  | transfers | {"delay":"P10000D"}               | delay
            """)
    @DisplayName("Q7 nobody outside says when an event is due: there is no such field, and that is told by its name")
    void dueTime_isNoField(String method, String path, String body, String field) {
        JsonObject json = Json.createReader(new java.io.StringReader(body)).readObject();
        RestClient.Answer answer = method.equals("PATCH")
                ? server.api().patch(path, json)
                : server.api().post(path, json);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body().asJsonObject().getString("field")).isEqualTo(field);
        assertThat(answer.body().asJsonObject().getString("detail")).startsWith("There is no field");
    }

    @Test
    @DisplayName("Q1 a push with a key of 5,000 characters is refused, and nothing is stored")
    void longKey_isRefused() {
        int before = server.items("events?account=" + name).size();

        RestClient.Answer answer = server.api()
                .post(
                        "transfers",
                        Json.createObjectBuilder()
                                .add("account", name)
                                .add("path", "/" + FILE)
                                .add("site", name)
                                .add("idempotencyKey", "k".repeat(5_000))
                                .build());

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(server.items("events?account=" + name)).hasSize(before);
        assertThat(server.items("transfers?direction=OUT&account=" + name)).isEmpty();
    }

    @Test
    @DisplayName("A4 an auditor may look, and not act; an operator may")
    void auditor_mayNotAct() {
        long id = failing();

        assertThat(as("AUDITOR").post("events/" + id + "/cancel").status()).isEqualTo(403);
        assertThat(as("AUDITOR").patch("events/" + id, priority(1)).status()).isEqualTo(403);
        assertThat(as("AUDITOR")
                        .post("events/bulk", bulk("CANCEL").add("dryRun", true).build())
                        .status())
                .isEqualTo(403);
        assertThat(server.event(id).getString("state")).isEqualTo("FAILED");
        assertThat(as("OPERATOR").post("events/" + id + "/cancel").status()).isEqualTo(200);
    }

    private RestClient as(String role) {
        String someone = Deployed.unique("someone");
        server.create(
                "administrators",
                Json.createObjectBuilder()
                        .add("name", someone)
                        .add("password", "a first password")
                        .add("roles", Json.createArrayBuilder().add(role)));
        String password = "a chosen password " + someone.getBytes(StandardCharsets.UTF_8).length;
        server.api(someone, "a first password")
                .put(
                        "administrators/self/password",
                        Json.createObjectBuilder()
                                .add("present", "a first password")
                                .add("wanted", password)
                                .build(),
                        "*")
                .mustBeGood();
        return server.api(someone, password);
    }

    /** An event that waits for its retry, as its partner is down. */
    private long failing() {
        long id = server.push(name, "/" + FILE, name);
        server.awaitState(id, "FAILED");
        return id;
    }

    private RestClient.Answer post(long id, String act) {
        return server.api().post("events/" + id + "/" + act);
    }

    private static JsonObject done(RestClient.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.object();
    }

    private JsonObjectBuilder bulk(String action) {
        return Json.createObjectBuilder()
                .add("action", action)
                .add("filter", Json.createObjectBuilder().add("account", name));
    }

    private static JsonObject priority(int priority) {
        return Json.createObjectBuilder().add("priority", priority).build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
