package org.flotilla.testsuite.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import org.flotilla.run.RestClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@DisplayName("U1 the pages of the deployed EAR")
class PagesIT {

    private static final String CLEAR_TEXT = "Administrators.clearText";
    private static final String THRESHOLD = "EventQueue.taskProcessor.threshold";
    private static final String MISREAD = "says something that means nothing here";

    private final Deployed server = Deployed.server();
    private final PageUser user = new PageUser(server.uri("flotilla/"));
    private String name;
    private String password;

    @BeforeEach
    void makeAdministrator() {
        name = Deployed.unique("pages");
        String first = Deployed.unique("the first password");
        password = Deployed.unique("the next password");
        server.create(
                "administrators",
                Json.createObjectBuilder()
                        .add("name", name)
                        .add("password", first)
                        .add("roles", Json.createArrayBuilder().add("ADMIN")));
        JsonObject change = Json.createObjectBuilder()
                .add("present", first)
                .add("wanted", password)
                .build();
        RestClient self = new RestClient(server.uri("flotilla/api/v1/"), name, first);
        assertThat(self.put("administrators/self/password", change, "*").status())
                .isLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events.xhtml?cursor=nonsense",
                "events.xhtml?cursor=99999999999999999999",
                "events.xhtml?state=ASLEEP",
                "events.xhtml?type=%00",
                "transfers.xhtml?cursor=nonsense",
                "transfers.xhtml?state=ASLEEP",
                "transfers.xhtml?direction=SIDEWAYS",
                "jobs.xhtml?cursor=nonsense",
                "jobs.xhtml?status=ASLEEP",
                "jobs.xhtml?from=yesterday"
            })
    @DisplayName("U1 an address of a list that means nothing gives the first page, which says so")
    void badAddressOfAList_givesTheFirstPage(String page) throws Exception {
        user.signIn(name, password);

        HttpResponse<String> answer = user.get(page);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(MISREAD);
    }

    @ParameterizedTest
    @CsvSource({
        "event.xhtml?id=x, An event has a number.",
        "event.xhtml?id=99999999999999999999, An event has a number.",
        "event.xhtml?id=999999999999999999, There is no such event",
        "job.xhtml?id=x, is no number",
        "job.xhtml?id=999999999999999999, There is no run",
        "jobs.xhtml?node=%00, No run matches",
        "cycle.xhtml?id=nonsense, Nothing is recorded",
        "cycle.xhtml?id=%00, Nothing is recorded",
        "events.xhtml?account=%00, No event matches",
        "transfers.xhtml?fileName=%00, No transfer matches",
        "account.xhtml?name=nobody, Somebody may have deleted it",
        "account.xhtml?name=%00, Somebody may have deleted it",
        "site.xhtml?name=nowhere, Somebody may have deleted it",
        "route.xhtml?name=nowhere, Somebody may have deleted it",
        "schedule.xhtml?name=nowhere, Somebody may have deleted it",
        "calendar.xhtml?name=nowhere, Somebody may have deleted it",
        "parameter.xhtml?name=EventQueue.taskProcessor.threshold&node=nowhere, Somebody may have deleted it",
        "parameter.xhtml?name=Accounts.lockOut.minutes&node=node-1, Somebody may have deleted it",
        "parameter.xhtml?name=No.such, Somebody may have deleted it",
        "parameter.xhtml, Somebody may have deleted it"
    })
    @DisplayName("U1 an address of something that there is not says so")
    void addressOfNothing_saysSo(String page, String text) throws Exception {
        user.signIn(name, password);

        HttpResponse<String> answer = user.follow(page);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(text);
    }

    @Test
    @DisplayName("N1 a parameter of a few values has a list of them, and another is refused with the list")
    void parameterOfAFewValues_offersThem() throws Exception {
        user.signIn(name, password);

        HttpResponse<String> page = user.get("parameter.xhtml?name=EventQueue.DispatchPolicy.name");

        assertThat(page.body())
                .containsPattern("<select[^>]*name=\"value\"")
                .contains("<option value=\"roundRobinPolicy\">");
        assertThat(user.get("parameter.xhtml?name=Accounts.lockOut.minutes").body())
                .containsPattern("<input[^>]*name=\"value\"");
        RestClient.Answer refused = server.api()
                .put(
                        "configuration/EventQueue.DispatchPolicy.name",
                        Json.createObjectBuilder().add("value", "anyPolicy").build(),
                        "*");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().asJsonObject().getString("field")).isEqualTo("value");
        assertThat(refused.body().asJsonObject().getString("remedy")).contains("cacheBasedPolicy, roundRobinPolicy");
    }

    @Test
    @DisplayName("N1, W2 a value for every node and a node's own are shown, saved and taken back as what they are")
    void localParameter_isWhatIsShown() throws Exception {
        user.signIn(name, password);
        String node = parameter().getString("node");
        String ofAll = "parameter.xhtml?name=" + THRESHOLD;
        String ofNode = ofAll + "&node=" + node;
        server.configure(THRESHOLD, 61);
        try {
            assertThat(parameter().getJsonArray("set"))
                    .containsExactly(Json.createObjectBuilder()
                            .addNull("node")
                            .add("value", "61")
                            .build());
            assertThat(user.get("configuration.xhtml").body())
                    .contains("Set for every node")
                    .doesNotContain("Set for this node");
            assertThat(user.get(ofNode).body())
                    .contains("Value for " + node, "no value of its own", "Set for every node", "value=\"61\"")
                    .doesNotContain("id=\"reset\"");
            assertThat(user.send(ofNode, "f", "reset", Map.of("value", "61")).body())
                    .contains("has no value of its own for " + THRESHOLD)
                    .doesNotContain("is back to");
            assertThat(parameter().getString("value")).isEqualTo("61");

            assertThat(told(user.send(ofNode, "f", "save", Map.of("value", "62"))))
                    .contains("is set for " + node, "Set for this node");
            assertThat(parameter().getString("value")).isEqualTo("62");
            assertThat(user.get(ofAll).body())
                    .contains("Value for every node without its own", "value=\"61\"", "id=\"reset\"");
            assertThat(told(user.send(ofAll, "f", "reset", Map.of("value", "61"))))
                    .contains("is back to its default");
            assertThat(parameter().getString("value")).isEqualTo("62");

            assertThat(told(user.send(ofNode, "f", "reset", Map.of("value", "62"))))
                    .contains(THRESHOLD + " of " + node + " is taken back");
            assertThat(parameter().getString("source")).isEqualTo("DEFAULT");
        } finally {
            server.api().delete("configuration/" + THRESHOLD, "*");
            server.api().delete("configuration/" + THRESHOLD + "?node=" + node, "*");
        }
    }

    @Test
    @DisplayName("N1 the API refuses to take back what is not set, and tells what is set for every node")
    void resetOfNothing_isRefused() {
        String node = parameter().getString("node");
        server.configure(THRESHOLD, 61);
        try {
            RestClient.Answer refused = server.api().delete("configuration/" + THRESHOLD + "?node=" + node, "*");
            assertThat(refused.status()).as(refused.text()).isEqualTo(404);
            assertThat(refused.body().asJsonObject().getString("detail")).contains("has no value of its own");
            assertThat(parameter().getString("value")).isEqualTo("61");
        } finally {
            server.api().delete("configuration/" + THRESHOLD, "*").mustBeGood();
        }
        assertThat(server.api().delete("configuration/" + THRESHOLD, "*").status())
                .isEqualTo(404);
        assertThat(parameter().getString("source")).isEqualTo("DEFAULT");
    }

    private JsonObject parameter() {
        return server.items("configuration").stream()
                .filter(each -> each.getString("name").equals(THRESHOLD))
                .findFirst()
                .orElseThrow();
    }

    private String told(HttpResponse<String> answer) throws IOException, InterruptedException {
        return user.get(answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body())))
                .body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"save", "delete"})
    @DisplayName("U1 a form without the version that it was made from is refused as one that is too old")
    void formWithoutVersion_isRefused(String button) throws Exception {
        user.signIn(name, password);
        server.account(name);

        HttpResponse<String> answer = user.send("account.xhtml?name=" + name, "f", button, Map.of("version", ""));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("was changed by somebody else");
    }

    @Test
    @DisplayName("U1 the page of the cluster tells what of its counters is normal")
    void clusterPage_tellsWhatIsNormal() throws Exception {
        user.signIn(name, password);

        assertThat(user.get("cluster.xhtml").body()).contains("Claims after a pause are normal", "wake-ups are lost");
    }

    @Test
    @DisplayName("T1 the keys by which clients know the cluster can be asked for")
    void hostKeys_areTold() {
        JsonArray keys = server.api().get("cluster/host-keys").object().getJsonArray("items");

        assertThat(keys.getValuesAs(JsonObject.class))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key.getString("fingerprint")).startsWith("SHA256:"))
                .anySatisfy(key -> assertThat(key.getString("publicKey")).startsWith("ssh-ed25519 AAAA"));
    }

    @Test
    @DisplayName("O1 the bare address of a node leads to the admin UI")
    void bareAddress_leadsToTheAdminUi() throws Exception {
        HttpResponse<String> answer = user.get(server.uri("").toString());

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/flotilla/");
    }

    @Test
    @DisplayName(
            "A4 who has not signed in gets no session but by the sign-in page, whose session is not that of the sign-in")
    void beforeSignIn_onlyItsPageMakesASession() throws Exception {
        assertThat(cookies(user.get("index.xhtml"))).doesNotContain("JSESSIONID");
        assertThat(cookies(user.get("jakarta.faces.resource/flotilla.css.xhtml?ln=flotilla")))
                .doesNotContain("JSESSIONID");
        assertThat(cookies(user.get("api/v1/accounts"))).doesNotContain("JSESSIONID");
        user.get("login.xhtml");
        String before = user.session();

        user.signIn(name, password);

        assertThat(user.session()).isNotEqualTo(before);
    }

    @Test
    @DisplayName("A4 a sign-in gives the session another id")
    void signIn_changesTheSessionsId() throws Exception {
        user.signIn(name, password);
        String before = user.session();

        user.signIn(name, password);

        assertThat(user.session()).isNotEqualTo(before);
        assertThat(user.get("cluster.xhtml").statusCode()).isEqualTo(200);
        assertThat(PageUser.withSession(server.uri("flotilla/"), before)
                        .get("cluster.xhtml")
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    @DisplayName("A4 where clear text is forbidden browsers go on over TLS, and programs are refused")
    void clearText_isRefused() throws Exception {
        PageUser overTls = new PageUser(server.httpsUri("flotilla/"));
        overTls.signIn(name, password);
        assertThat(overTls.setCookie().toLowerCase(Locale.ROOT)).contains("secure", "httponly");
        assertThat(overTls.get("cluster.xhtml").headers().firstValue("Strict-Transport-Security"))
                .hasValueSatisfying(value -> assertThat(value).contains("max-age="));
        server.configure(CLEAR_TEXT, "NEVER");
        try {
            await("clear text refused").atMost(Deployed.PATIENCE).until(() -> isSentToTls("login.xhtml"));

            HttpResponse<String> form = user.trySignInWithoutLooking(name, password);
            assertThat(form.headers().firstValue("Location").orElseThrow()).startsWith("https://");
            assertThat(cookies(form)).doesNotContain("JSESSIONID");
            RestClient.Answer refused = server.api().get("accounts");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body().asJsonObject().getString("code")).isEqualTo("CLEAR_TEXT");
        } finally {
            assertThat(overTls.delete("api/v1/configuration/" + CLEAR_TEXT, name, password)
                            .statusCode())
                    .isEqualTo(204);
            await("clear text allowed").atMost(Deployed.PATIENCE).until(() -> !isSentToTls("login.xhtml"));
        }
    }

    private boolean isSentToTls(String page) throws IOException, InterruptedException {
        return user.get(page)
                .headers()
                .firstValue("Location")
                .filter(server.httpsUri("flotilla/" + page).toString()::equals)
                .isPresent();
    }

    private static String cookies(HttpResponse<?> answer) {
        return String.join(" ", answer.headers().allValues("Set-Cookie"));
    }
}
