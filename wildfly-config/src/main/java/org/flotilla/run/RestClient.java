package org.flotilla.run;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Speaks JSON with the REST API of one node, with HTTP Basic. Safe for use by several threads. */
public final class RestClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Asking for HTTP/2 in clear, as the JDK's client would, fails now and then. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private final URI base;
    private final String authorization;

    /** A client of the API below the address, which ends in {@code /api/v1/}. */
    public RestClient(URI base, String user, String password) {
        this.base = base;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What the API answered.
     *
     * @param body {@link JsonValue#NULL} when it is empty or no JSON
     * @param etag version of what was read or written; empty when the answer has none
     */
    public record Answer(int status, JsonValue body, String text, String etag) {

        /** The body as an object; fails when it is none. */
        public JsonObject object() {
            if (body.getValueType() != JsonValue.ValueType.OBJECT) {
                throw failure();
            }
            mustBeGood();
            return body.asJsonObject();
        }

        /** Fails when it is a refusal. */
        public void mustBeGood() {
            if (status >= HttpStatus.BAD_REQUEST) {
                throw failure();
            }
        }

        private RunFailure failure() {
            return new RunFailure("The REST API answered " + status + ": " + text);
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, JsonStructure body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    public Answer put(String path, JsonStructure body, String etag) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("If-Match", etag)
                .PUT(BodyPublishers.ofString(body.toString())));
    }

    /** Changes a part; the last write wins. */
    public Answer patch(String path, JsonStructure body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body.toString())));
    }

    /** Asks for an act that needs no body. */
    public Answer post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    public Answer delete(String path, String etag) {
        return send(request(path).header("If-Match", etag).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .header("Authorization", authorization);
    }

    private Answer send(HttpRequest.Builder request) {
        HttpRequest built = request.build();
        try {
            HttpResponse<String> response = http.send(built, BodyHandlers.ofString());
            String etag = response.headers().firstValue("ETag").orElse("");
            return new Answer(response.statusCode(), parse(response), response.body(), etag);
        } catch (IOException e) {
            throw new RunFailure(built.method() + " " + built.uri() + " got no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailure("Interrupted", e);
        }
    }

    private static JsonValue parse(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.contains("json") || response.body().isBlank()) {
            return JsonValue.NULL;
        }
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readValue();
        }
    }
}
