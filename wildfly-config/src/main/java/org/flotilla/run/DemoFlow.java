package org.flotilla.run;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One file's way through the cluster, as a person would try it: an account, a partner's site and a route between them are
 * made over the REST API, a file is uploaded over SFTP, and what the cluster recorded about it is shown.
 */
final class DemoFlow {

    private static final Duration DELIVERY = Duration.ofSeconds(60);
    private static final Duration GATEWAY = Duration.ofSeconds(60);
    private static final Duration RECORDING = Duration.ofSeconds(10);

    private final RestClient api;
    private final DemoPartner partner;
    private final Progress progress;
    private final DemoCredentials credentials;

    DemoFlow(RestClient api, DemoPartner partner, Progress progress, DemoCredentials credentials) {
        this.api = api;
        this.partner = partner;
        this.progress = progress;
        this.credentials = credentials;
    }

    /** Makes account, site and route; those of an earlier run are used again. */
    void prepare() {
        create(
                "accounts",
                Json.createObjectBuilder()
                        .add("name", DemoCredentials.ACCOUNT)
                        .add("password", credentials.accountPassword())
                        .build());
        if (!create("sites", site())) {
            bringUpToDate("sites/partner", site());
        }
        create(
                "routes",
                Json.createObjectBuilder()
                        .add("name", "demo-to-partner")
                        .add("account", DemoCredentials.ACCOUNT)
                        .add("folder", "/")
                        .add("pattern", "*")
                        .add(
                                "steps",
                                Json.createArrayBuilder()
                                        .add(Json.createObjectBuilder()
                                                .add("type", "PUSH")
                                                .add("site", "partner")
                                                .add("remoteFolder", "/inbox")))
                        .build());
    }

    private JsonObject site() {
        return Json.createObjectBuilder()
                .add("name", "partner")
                .add("protocol", "SFTP")
                .add("host", "127.0.0.1")
                .add("port", partner.port())
                .add("userName", DemoPartner.USER)
                .add("password", partner.password())
                .add("hostKey", partner.hostKey())
                .add("remoteFolder", "/inbox")
                .build();
    }

    /** False: an earlier run made it. */
    private boolean create(String what, JsonObject body) {
        RestClient.Answer answer = api.post(what, body);
        if (answer.status() == HttpStatus.CONFLICT) {
            return false;
        }
        answer.object();
        return true;
    }

    /** The partner of this run may listen on another port than that of the run before. */
    private void bringUpToDate(String what, JsonObject body) {
        api.put(what, body, api.get(what).etag()).object();
    }

    /** Uploads a file to the port and waits until the partner has it whole. */
    String send(int port) {
        awaitGateway(port);
        String name = "hello-" + UUID.randomUUID().toString().substring(0, 8) + ".txt";
        byte[] content = ("Sent by " + name + "\n").getBytes(StandardCharsets.UTF_8);
        try (InputStream in = new ByteArrayInputStream(content)) {
            new SftpUpload(port, DemoCredentials.ACCOUNT, credentials.accountPassword(), hostKeys())
                    .put("/" + name, in);
        } catch (IOException e) {
            throw new RunFailure("The upload over SFTP to port " + port + " failed: " + e.getMessage(), e);
        }
        progress.step("Uploaded " + name + "; waiting for it at the partner");
        if (!Await.until(DELIVERY, () -> Files.exists(partner.inbox().resolve(name)))) {
            throw new RunFailure(name + " did not reach the partner within " + DELIVERY.toSeconds()
                    + " s; what the cluster says:\n" + String.join("\n", history(name)));
        }
        return name;
    }

    /** The fingerprints of the keys that the cluster shows its clients. */
    private Set<String> hostKeys() {
        return items("cluster/host-keys").stream()
                .map(item -> item.asJsonObject().getString("fingerprint"))
                .collect(Collectors.toSet());
    }

    /** At its first start a node makes its host keys, which takes a while, before it takes files. */
    private static void awaitGateway(int port) {
        if (!Await.until(GATEWAY, () -> !Ports.isFree(port))) {
            throw new RunFailure("Nothing answers on the SFTP port " + port + " after " + GATEWAY.toSeconds()
                    + " s; the log of node-1 says why");
        }
    }

    /** What was recorded about the file, one line per step, oldest first. */
    List<String> history(String name) {
        Await.until(RECORDING, () -> done(name));
        JsonObject first = items("transfers?fileName=" + name).get(0).asJsonObject();
        String cycle = first.getString("cycleId");
        List<Line> lines = new ArrayList<>();
        items("transfers?cycleId=" + cycle).forEach(item -> lines.add(transfer(item.asJsonObject())));
        items("events?cycleId=" + cycle).forEach(item -> lines.add(event(item.asJsonObject())));
        lines.sort(Comparator.comparing(Line::time));
        return lines.stream().map(Line::toString).toList();
    }

    private boolean done(String name) {
        List<JsonValue> transfers = items("transfers?fileName=" + name);
        return transfers.size() > 1
                && transfers.stream()
                        .allMatch(item -> "DONE".equals(item.asJsonObject().getString("state")));
    }

    private List<JsonValue> items(String query) {
        return api.get(query).object().getJsonArray("items");
    }

    private record Line(String time, String node, String text) {

        @Override
        public String toString() {
            return String.format("  %-28s %-8s %s", time, node, text);
        }
    }

    private static Line transfer(JsonObject transfer) {
        String way = "IN".equals(transfer.getString("direction")) ? "received" : "sent";
        return new Line(
                text(transfer, "endedAt"),
                text(transfer, "node"),
                way + " " + text(transfer, "fileName")
                        + " by " + text(transfer, "protocol") + ", " + transfer.get("size") + " bytes, "
                        + text(transfer, "state"));
    }

    private static Line event(JsonObject event) {
        return new Line(
                text(event, "changedAt"),
                text(event, "ownerNode"),
                "event " + event.get("id") + " " + text(event, "type") + " " + text(event, "state") + ", attempt "
                        + event.get("attempts"));
    }

    private static String text(JsonObject object, String name) {
        return object.getString(name, "-");
    }
}
