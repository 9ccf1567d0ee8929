package org.flotilla.testsuite.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.flotilla.run.RestClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ArquillianExtension.class)
@DisplayName("U2 the REST API of the deployed EAR")
class RestIT {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private final Deployed server = Deployed.server();
    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | accounts                  | {"name":"no spaces please","password":"x"} | 400 | INVALID_INPUT
            POST | accounts                  | {"name":                                   | 400 | INVALID_INPUT
            POST | accounts                  | [1,2]                                      | 400 | INVALID_INPUT
            GET  | accounts/nobody           |                                            | 404 | NOT_FOUND
            GET  | sites/a%00                |                                            | 404 | NOT_FOUND
            GET  | routes/a%00               |                                            | 404 | NOT_FOUND
            POST | transfers | {"account":"nobody","path":"/a.txt","site":"a\\u0000"} | 400 | INVALID_INPUT
            GET  | nothing/here              |                                            | 404 | NOT_FOUND
            GET  | events?state=ASLEEP       |                                            | 400 | INVALID_INPUT
            GET  | events?limit=many         |                                            | 400 | INVALID_INPUT
            PUT  | configuration/No.such     | {"value":"1"}                              | 404 | NOT_FOUND
            PUT  | configuration/EventQueue.taskProcessor.attributes | {"value":"PUSH"}   | 400 | INVALID_INPUT
            PUT  | configuration/EventQueue.taskProcessor.threshold  | {"value":"0"}      | 400 | INVALID_INPUT
            PUT  | configuration/EventQueue.DispatchPolicy.name      | {"value":"best"}   | 400 | INVALID_INPUT
            PUT  | configuration/EventQueue.taskProcessor.threshold  | {"value":"50","node":"nowhere"} | 400 | INVALID_INPUT
            PUT  | configuration/Notification.email.from             | {"value":"a\\u0000"} | 400 | INVALID_INPUT
            POST | cluster/dispatch-preview  | {"values":[{"name":"No.such","value":"1"}]} | 400 | INVALID_INPUT
            POST | cluster/dispatch-preview  | {"values":[null]}                          | 400 | INVALID_INPUT
            POST | accounts                  | {"name":"a","publicKeys":[null]}           | 400 | INVALID_INPUT
            POST | cluster/dispatch-preview  | {"values":[{"policy":"best"}]}             | 400 | INVALID_INPUT
            POST | cluster/dispatch-preview  |                                            | 400 | INVALID_INPUT
            DELETE | cluster/nodes           |                                            | 405 | METHOD_NOT_ALLOWED
            """)
    @DisplayName("U2 what is wrong is answered with problem details")
    void badRequest_isAnsweredWithProblemDetails(String method, String path, String body, int status, String code)
            throws Exception {
        HttpResponse<String> answer = send(authorized(path).method(method, publisher(body)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(type(answer)).isEqualTo(PROBLEM);
        JsonObject problem = object(answer);
        assertThat(problem.getInt("status")).isEqualTo(status);
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("type")).startsWith("urn:flotilla:problem:");
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getString("detail")).isNotBlank();
        assertThat(problem.getString("remedy")).isNotBlank();
        assertThat(problem.getString("instance")).startsWith("/flotilla/api/v1/");
    }

    @Test
    @DisplayName("N1 a parameter takes a value of 4,000 characters, and none that is longer")
    void longestValue_isStored() {
        String path = "configuration/Notification.console.url";
        try {
            server.configure("Notification.console.url", "x".repeat(4000));
            RestClient.Answer refused = server.api()
                    .put(
                            path,
                            Json.createObjectBuilder()
                                    .add("value", "x".repeat(4001))
                                    .build(),
                            "*");
            assertThat(refused.status()).as(refused.text()).isEqualTo(400);
            assertThat(refused.body().asJsonObject().getString("field")).isEqualTo("value");
        } finally {
            server.api().delete(path, "*").mustBeGood();
        }
    }

    @Test
    @DisplayName("U2 a push with a bad key and without a file is told the key first, by its field")
    void badKey_isToldBeforeMissingFile() throws Exception {
        HttpResponse<String> answer = send(authorized("transfers").POST(publisher("""
                {"account":"nobody","path":"/missing.txt","site":"nowhere","orderingKey":" k"}""")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(object(answer).getString("field")).isEqualTo("orderingKey");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            account        | x
            path           | x
            site           | x
            remoteFolder   | x
            idempotencyKey | x
            orderingKey    | x
            dueAt          | x
            priority       | 1
            """)
    @DisplayName("U2 a push with a field of 1 MiB is refused by the field's name, in an answer that does not repeat it")
    void largeField_isRefusedByName(String field, String letter) throws Exception {
        HttpResponse<String> answer =
                send(authorized("transfers").POST(publisher(push(field, '"' + letter.repeat(1024 * 1024) + '"'))));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(object(answer).getString("field")).isEqualTo(field);
        assertThat(answer.body()).hasSizeLessThan(4_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            priority | -1
            priority | 10
            priority | 1.5
            priority | "high"
            dueAt    | "10000-01-01T00:00:00Z"
            dueAt    | "+10000-01-01T00:00:00Z"
            dueAt    | "9998-01-01T00:00:00Z"
            dueAt    | "2026-02-30T00:00:00Z"
            dueAt    | "tomorrow"
            dueAt    | 5
            """)
    @DisplayName("Q7, U2 a push with a priority or a due date that is none is refused by the field's name")
    void badWish_isRefusedByName(String field, String value) throws Exception {
        HttpResponse<String> answer = send(authorized("transfers").POST(publisher(push(field, value))));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(object(answer).getString("field")).isEqualTo(field);
    }

    /** Of a file and a site that there are not, which would be told last. */
    private static String push(String field, String value) {
        return Json.createObjectBuilder(Map.of("account", "nobody", "path", "/missing.txt", "site", "nowhere"))
                .add(field, Json.createReader(new StringReader(value)).readValue())
                .build()
                .toString();
    }

    @ParameterizedTest
    @CsvSource({"accounts,", "accounts,wrong", "nothing/here,"})
    @DisplayName("U2 who does not say who he is gets 401")
    void unknownCaller_getsUnauthorized(String path, String password) throws Exception {
        HttpRequest.Builder request = request(path);
        if (password != null) {
            request.header("Authorization", basic(password));
        }

        HttpResponse<String> answer = send(request.GET());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(type(answer)).isEqualTo(PROBLEM);
        assertThat(object(answer).getString("code")).isEqualTo("BAD_CREDENTIALS");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic "));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_600_000, 2_000_000})
    @DisplayName("U2 a body that is too large is answered with 413, said beforehand or not")
    void largeBody_isRefused(int size) throws Exception {
        byte[] body = " ".repeat(size).getBytes(StandardCharsets.US_ASCII);
        for (HttpRequest.BodyPublisher publisher : List.of(
                BodyPublishers.ofByteArray(body), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
            HttpResponse<String> answer = send(authorized("accounts").POST(publisher));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
            assertThat(type(answer)).isEqualTo(PROBLEM);
            assertThat(object(answer).getString("code")).isEqualTo("CONTENT_TOO_LARGE");
        }
    }

    @Test
    @DisplayName("U2 a form of 200 MB from somebody unknown takes no memory and is broken off")
    void hugeForm_isBrokenOff() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("flotilla/login.xhtml"))
                .header("Content-Type", "application/x-www-form-urlencoded");

        assertThat(statusOrBroken(request.POST(BodyPublishers.ofByteArray(new byte[200_000_000]))))
                .isGreaterThanOrEqualTo(400);
        assertThat(send(request("accounts").GET()).statusCode())
                .as("the server goes on")
                .isEqualTo(401);
    }

    /** A connection that is closed while the body is still being sent is as good as a refusal. */
    private int statusOrBroken(HttpRequest.Builder request) throws InterruptedException {
        try {
            return send(request).statusCode();
        } catch (IOException e) {
            return Integer.MAX_VALUE;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "admin\u0000", "no such name", "é"})
    @DisplayName("A4 what cannot be a name is refused like a wrong one")
    void strangeName_isRefused(String name) throws Exception {
        HttpResponse<String> answer = send(request("accounts")
                .header("Authorization", basic(name, "some password"))
                .GET());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    }

    @Test
    @DisplayName("A4 a first password opens nothing of the API but its change")
    void firstPassword_opensItsChangeOnly() {
        String name = Deployed.unique("beginner");
        server.create(
                "administrators",
                Json.createObjectBuilder()
                        .add("name", name)
                        .add("password", "a first password")
                        .add("roles", Json.createArrayBuilder().add("ADMIN")));
        RestClient first = server.api(name, "a first password");

        RestClient.Answer refused = first.get("accounts");
        assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        assertThat(refused.body().asJsonObject().getString("detail")).contains("has to be changed");
        assertThat(first.get("administrators/self").object().getBoolean("mustChangePassword"))
                .isTrue();
        first.put(
                        "administrators/self/password",
                        Json.createObjectBuilder()
                                .add("present", "a first password")
                                .add("wanted", "a chosen password")
                                .build(),
                        "*")
                .mustBeGood();

        assertThat(server.api(name, "a chosen password").get("accounts").status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("A1 many sign-ins at once are answered all, some with 503, and the server goes on")
    void manySignIns_areBounded() {
        List<CompletableFuture<Integer>> answers = IntStream.range(0, 200)
                .mapToObj(i -> http.sendAsync(
                                request("accounts")
                                        .header("Authorization", basic("guess-" + i, "some password"))
                                        .GET()
                                        .build(),
                                BodyHandlers.discarding())
                        .thenApply(HttpResponse::statusCode))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join)).allMatch(Set.of(401, 429, 503)::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    @DisplayName("U2 a refusal is no error of the server's")
    void refusal_isNotLoggedAsError(String method) throws Exception {
        String account = Deployed.unique("refused");
        HttpResponse<String> answer =
                send(request("accounts/" + account).method(method, publisher("{\"name\":\"someone\"}")));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Deployed.logged("io.undertow.request")).noneMatch(entry -> entry.contains(account));
    }

    @Test
    @DisplayName("U2 /openapi describes the API to everybody's tools")
    void openapi_servesTheDescription() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(server.uri("openapi"))
                .header("Accept", JSON)
                .GET());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(object(answer).getJsonObject("paths").keySet()).anyMatch(path -> path.endsWith("/accounts"));
    }

    @Test
    @DisplayName("U2 the API serves its own description")
    void openapiJson_servesTheDescription() throws Exception {
        HttpResponse<String> answer = send(authorized("openapi.json").GET());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(object(answer).getString("openapi")).startsWith("3.");
        assertThat(object(answer).getJsonObject("paths").keySet()).anyMatch(path -> path.endsWith("/transfers"));
    }

    @Nested
    class Updates {

        private final String name = Deployed.unique("etag");
        private final String path = "accounts/" + name;
        private final JsonObject disabled = Json.createObjectBuilder()
                .add("name", name)
                .add("enabled", false)
                .build();

        @Test
        @DisplayName("U2 an update with the ETag that was read is made, and gives the next")
        void update_withPresentETag_isMade() {
            server.account(name);
            String read = server.api().get(path).etag();

            RestClient.Answer answer = server.api().put(path, disabled, read);

            assertThat(answer.object().getBoolean("enabled")).isFalse();
            assertThat(answer.etag()).isNotEmpty().isNotEqualTo(read);
            assertThat(server.api().get(path).etag()).isEqualTo(answer.etag());
        }

        @Test
        @DisplayName("U2 an update with an outdated ETag is refused with 412 and changes nothing")
        void update_withOutdatedETag_isRefused() {
            server.account(name);
            String outdated = server.api().get(path).etag();
            server.api().put(path, disabled, outdated).object();
            String present = server.api().get(path).etag();

            RestClient.Answer answer = server.api().put(path, disabled, outdated);

            assertThat(answer.status()).as(answer.text()).isEqualTo(412);
            assertThat(answer.body().asJsonObject().getString("code")).isEqualTo("STALE");
            assertThat(server.api().get(path).etag()).isEqualTo(present);
        }

        @Test
        @DisplayName("U2 an update without If-Match is refused with 428")
        void update_withoutETag_isRefused() throws Exception {
            server.account(name);

            HttpResponse<String> answer = send(authorized(path).PUT(publisher(disabled.toString())));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(428);
            assertThat(object(answer).getString("code")).isEqualTo("PRECONDITION_REQUIRED");
        }
    }

    private HttpRequest.Builder authorized(String path) {
        return request(path).header("Authorization", basic(server.administratorPassword()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.uri("flotilla/api/v1/" + path))
                .header("Accept", JSON)
                .header("Content-Type", JSON);
    }

    private static HttpRequest.BodyPublisher publisher(String body) {
        return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    }

    private static String basic(String password) {
        return basic(Deployed.ADMINISTRATOR, password);
    }

    private static String basic(String name, String password) {
        String login = name + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    }

    private static JsonObject object(HttpResponse<String> answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }
}
