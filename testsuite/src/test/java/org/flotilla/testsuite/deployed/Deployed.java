package org.flotilla.testsuite.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import org.flotilla.run.DemoPartner;
import org.flotilla.run.RestClient;
import org.flotilla.testsuite.cluster.TestAccount;

/**
 * The one server as its users see it, and the partner as the server does. Works in the JVM of the tests and within the
 * server alike: both run on one machine and read the same file. Thread-safe.
 */
public final class Deployed {

    static final String HTTP_PORT = "http.port";
    static final String HTTPS_PORT = "https.port";
    static final String SFTP_PORT = "sftp.port";
    static final String FIRST_PASSWORD = "administrator.first-password";
    static final String ADMINISTRATOR_PASSWORD = "administrator.password";
    static final String PARTNER_PORT = "partner.port";
    static final String PARTNER_PASSWORD = "partner.password";
    static final String PARTNER_HOST_KEY = "partner.host-key";
    static final String PARTNER_INBOX = "partner.inbox";

    static final String ADMINISTRATOR = "admin";
    /** A queue that refuses a second message. */
    static final String SMALL_QUEUE = "java:/jms/queue/Small";

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Properties told = new Properties();

    private Deployed(Map<String, String> told) {
        this.told.putAll(told);
    }

    private Deployed() {
        try (Reader in = Files.newBufferedReader(file())) {
            told.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The server could not be made ready; the log says why", e);
        }
    }

    /** The server of this run. */
    public static Deployed server() {
        return new Deployed();
    }

    /** Awaits a server of which this is known, and tells the tests of it: without that, all of them fail. */
    static void announce(Map<String, String> known) {
        new Deployed(known).announce();
    }

    private void announce() {
        changeFirstPassword();
        await("the node is online").atMost(PATIENCE).ignoreExceptions().until(this::isOnline);
        await("the node accepts files").atMost(PATIENCE).until(this::acceptsFiles);
        try (Writer out = Files.newBufferedWriter(file())) {
            told.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing else is open to the first administrator before. */
    private void changeFirstPassword() {
        String first = told.getProperty(FIRST_PASSWORD);
        api(ADMINISTRATOR, first)
                .put(
                        "administrators/self/password",
                        Json.createObjectBuilder()
                                .add("present", first)
                                .add("wanted", administratorPassword())
                                .build(),
                        "*")
                .mustBeGood();
    }

    private boolean isOnline() {
        return items("cluster/nodes").stream().anyMatch(node -> "ONLINE".equals(node.getString("state")));
    }

    /** SFTP opens a while after the node is online: it makes its host keys first. */
    private boolean acceptsFiles() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sftpPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Where everything of these tests lies. */
    static Path folder() {
        return Path.of(System.getProperty("flotilla.run.directory"), "deployed");
    }

    static Path storage() {
        return folder().resolve("storage");
    }

    /** The server's log. */
    static Path log() {
        return folder().resolve("server/log/server.log");
    }

    /** What the server logged in a category until now, each entry with the stack of its exception. */
    static List<String> logged(String category) throws IOException {
        return Pattern.compile("(?m)^(?=\\d{4}-\\d\\d-\\d\\d )")
                .splitAsStream(Files.readString(log()))
                .filter(entry -> entry.lines().limit(1).anyMatch(line -> line.contains("[" + category)))
                .toList();
    }

    private static Path file() {
        return folder().resolve("deployed.properties");
    }

    /** A name that no other test has. */
    static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    int httpsPort() {
        return Integer.parseInt(told.getProperty(HTTPS_PORT));
    }

    int sftpPort() {
        return Integer.parseInt(told.getProperty(SFTP_PORT));
    }

    String administratorPassword() {
        return told.getProperty(ADMINISTRATOR_PASSWORD);
    }

    Path partnerInbox() {
        return Path.of(told.getProperty(PARTNER_INBOX));
    }

    /** An address at the server; the path has no slash at its beginning. */
    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + told.getProperty(HTTP_PORT) + "/" + path);
    }

    /** The same over TLS, with a certificate that the server signed itself. */
    URI httpsUri(String path) {
        return URI.create("https://127.0.0.1:" + told.getProperty(HTTPS_PORT) + "/" + path);
    }

    RestClient api() {
        return api(ADMINISTRATOR, administratorPassword());
    }

    RestClient api(String name, String password) {
        return new RestClient(uri("flotilla/api/v1/"), name, password);
    }

    /** The first page of a list of the API. */
    List<JsonObject> items(String query) {
        return api().get(query).object().getJsonArray("items").getValuesAs(JsonObject.class);
    }

    /** Sets a shared parameter. */
    void configure(String name, Object value) {
        RestClient.Answer answer = api().put(
                        "configuration/" + name,
                        Json.createObjectBuilder()
                                .add("value", value.toString())
                                .build(),
                        "*");
        assertThat(answer.status()).as("PUT %s: %s", name, answer.text()).isLessThan(300);
    }

    /** Makes an account without any route. */
    TestAccount account(String name) {
        TestAccount account = new TestAccount(name, UUID.randomUUID().toString());
        create("accounts", Json.createObjectBuilder().add("name", name).add("password", account.password()));
        return account;
    }

    /** Makes a site at the partner. */
    void site(String name) {
        create("sites", siteAtPartner(name));
    }

    /** A site at the partner, to be changed before it is made. */
    JsonObjectBuilder siteAtPartner(String name) {
        return Json.createObjectBuilder()
                .add("name", name)
                .add("protocol", "SFTP")
                .add("host", "127.0.0.1")
                .add("port", Integer.parseInt(told.getProperty(PARTNER_PORT)))
                .add("userName", DemoPartner.USER)
                .add("password", told.getProperty(PARTNER_PASSWORD))
                .add("hostKey", told.getProperty(PARTNER_HOST_KEY))
                .add("remoteFolder", "/inbox");
    }

    JsonObject create(String what, JsonObjectBuilder body) {
        return api().post(what, body.build()).object();
    }

    /** Asks for the push of a stored file; the event that carries it. */
    long push(String account, String path, String site) {
        return create(
                        "transfers",
                        Json.createObjectBuilder()
                                .add("account", account)
                                .add("path", path)
                                .add("site", site))
                .getJsonNumber("eventId")
                .longValue();
    }

    JsonObject event(long id) {
        return api().get("events/" + id).object();
    }

    /** Waits until an event has come into a state; the event as it is then. */
    JsonObject awaitState(long id, String state) {
        return await("event " + id + " is " + state)
                .atMost(PATIENCE)
                .until(() -> event(id), event -> state.equals(event.getString("state")));
    }
}
