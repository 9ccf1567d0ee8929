package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flotilla.run.DemoPartner;
import org.flotilla.run.Domain;
import org.flotilla.run.DomainSettings;
import org.flotilla.run.DomainSetup;
import org.flotilla.run.EmbeddedDatabase;
import org.flotilla.run.RestClient;
import org.flotilla.run.RunFolder;
import org.flotilla.run.ServerHome;

/**
 * Three nodes with the EAR deployed, on an embedded PostgreSQL or on the database of {@code -Dflotilla.test.url}; beside
 * them a partner's SFTP server and a mail server. All of it is real and listens on ports of its own, so that it does not
 * meet a running {@code -Prun}. Each node has a loopback address of its own, from which it speaks with the other nodes and
 * with the embedded database: a firewall can cut one off. Not thread-safe; JUnit runs our tests one after the other.
 */
public final class TestCluster implements AutoCloseable {

    /** The very first administrator, whose password nobody has changed yet. */
    public static final String ADMINISTRATOR = "admin";

    private static final int MANY = 200;

    /** Servers that live for minutes start sooner so; {@code -Pbench} takes both compilers. */
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    /** Made by the first start besides; its password is changed by {@link #started()}. */
    private static final String TESTER = "tester";

    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration SEEN = Duration.ofSeconds(1);
    private static final Pattern MEMBERS = Pattern.compile("] \\((\\d+)\\)");
    private static final Duration SETTLE = Duration.ofSeconds(90);
    private static final int PORT_SHIFT = 10_000;
    private static final List<String> NODES = List.of("node-1", "node-2", "node-3");

    private final Path folder = Path.of(System.getProperty("flotilla.run.directory"), "cluster");
    private final String password = UUID.randomUUID().toString();
    private final String testerPassword = UUID.randomUUID().toString();
    private final EmbeddedDatabase embedded = new EmbeddedDatabase(folder.resolve("database"));
    private final DemoPartner partner = new DemoPartner(folder.resolve("partner"), 0);
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private DomainSettings settings = shifted(DomainSettings.defaults());
    private Domain domain;

    private TestCluster() {}

    /** Starts everything from nothing: about a minute. A database that was given must be empty. */
    static TestCluster started() {
        TestCluster cluster = new TestCluster();
        try {
            cluster.start();
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private void start() {
        ServerHome home = new ServerHome(Path.of(System.getProperty("flotilla.run.home")));
        new Domain(home, folder.resolve("domain"), settings).stop();
        new RunFolder(folder).clear();
        mail.start();
        partner.start();
        Path administrator = folder.resolve("admin.password");
        String first = UUID.randomUUID().toString();
        write(administrator, password + "\n" + TESTER + ":admin:" + first);
        settings = settings.with("flotilla.storage", directory("storage").toString())
                .with(
                        "flotilla.options",
                        write(folder.resolve("flotilla.properties"), "").toString())
                .with("flotilla.admin.password-file", administrator.toString())
                .with("flotilla.jvm.compiler", System.getProperty("flotilla.test.compiler", QUICK_COMPILER))
                .with("flotilla.mail.host", "127.0.0.1")
                .with("flotilla.mail.port", Integer.toString(mail.getSmtp().getPort()))
                .with("flotilla.datasource.url", databaseUrl())
                .with("flotilla.datasource.user", databaseUser());
        DomainSetup setup = new DomainSetup(home, folder.resolve("domain"), settings)
                .deploying(Path.of(System.getProperty("flotilla.run.ear")));
        setup.secrets().put("datasource", databasePassword());
        setup.and(ownAddresses()).apply();
        domain = new Domain(home, folder.resolve("domain"), settings);
        domain.start();
        domain.awaitServers(START);
        changeFirstPassword(first);
    }

    /** Lines of the command line: where each node binds what it sends to the others and to the embedded database. */
    private List<String> ownAddresses() {
        String profile = "/profile=" + settings.get("flotilla.profile") + "/subsystem=";
        List<String> lines = new ArrayList<>();
        NODES.forEach(node -> lines.add("/host=" + settings.get("flotilla.host") + "/server-config=" + node
                + "/system-property=jboss.bind.address.private:add(value=" + address(node) + ", boot-time=true)"));
        lines.add(profile + "jgroups/stack=flotilla/transport=TCP"
                + ":map-put(name=properties, key=client_bind_addr, value=\"$${jboss.bind.address.private}\")");
        if (hasOwnDatabase()) {
            lines.add(profile + "datasources/data-source=FlotillaDS/connection-properties=localSocketAddress"
                    + ":add(value=\"$${jboss.bind.address.private}\")");
        }
        return lines;
    }

    private void changeFirstPassword(String first) {
        new RestClient(ui(NODES.get(0)).resolve("api/v1/"), TESTER, first)
                .put(
                        "administrators/self/password",
                        Json.createObjectBuilder()
                                .add("present", first)
                                .add("wanted", testerPassword)
                                .build(),
                        "*")
                .mustBeGood();
    }

    private static DomainSettings shifted(DomainSettings settings) {
        DomainSettings shifted = settings;
        for (String use : List.of(
                "management", "http", "https", "sftp", "ftps", "cluster", "messaging", "recovery", "recovery-status")) {
            String name = "flotilla.port." + use;
            shifted = shifted.with(name, Integer.toString(Integer.parseInt(settings.get(name)) + PORT_SHIFT));
        }
        return shifted;
    }

    private static Optional<String> given(String what) {
        return Optional.ofNullable(System.getProperty("flotilla.test." + what));
    }

    private String databaseUrl() {
        return given("url").orElseGet(() -> {
            embedded.start();
            return embedded.url();
        });
    }

    private String databaseUser() {
        return given("user").orElseGet(embedded::user);
    }

    private String databasePassword() {
        return given("password").orElseGet(embedded::password);
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Undoes what a test did: every server runs, every node is online, and the partner's inbox is empty. */
    void makeWhole() {
        awaitAllOnline();
        partner.empty();
    }

    /** Starts the servers that do not run, and waits until all nodes say of all that they are online. */
    public void awaitAllOnline() {
        domain.status().forEach((server, status) -> {
            if (!"STARTED".equals(status)) {
                domain.startServer(server);
            }
        });
        await("every node online")
                .atMost(SETTLE)
                .ignoreExceptions()
                .until(() -> NODES.stream().allMatch(this::isReady));
    }

    /**
     * Whether it takes files, knows that all are online, and hears them: one that was frozen is online some seconds before it has
     * merged, and until then its caches ask members that do not answer.
     */
    private boolean isReady(String node) {
        return listens(node)
                && states(node).values().stream().filter("ONLINE"::equals).count() == NODES.size()
                && members(node) == NODES.size();
    }

    /** How many nodes are in JGroups' view of a node. */
    int members(String node) {
        String view = domain.view(node);
        Matcher matcher = MEMBERS.matcher(view);
        if (!matcher.find()) {
            throw new IllegalStateException(view);
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** Whether the node's SFTP port is open. */
    public boolean listens(String node) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sftpPort(node))) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public List<String> nodes() {
        return NODES;
    }

    /** To kill, freeze, stop and start servers. */
    public Domain domain() {
        return domain;
    }

    /** Whether {@link #database()} is the one that the nodes use. */
    public boolean hasOwnDatabase() {
        return given("url").isEmpty();
    }

    /** To crash and start; one that was given by {@code -Dflotilla.test.url} cannot be had. */
    public EmbeddedDatabase database() {
        return embedded;
    }

    /** A connection to the nodes' database, whichever it is; the caller closes it. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(databaseUrl(), databaseUser(), databasePassword());
    }

    public DemoPartner partner() {
        return partner;
    }

    /** What the nodes sent by e-mail. */
    public GreenMail mail() {
        return mail;
    }

    /** The first password of {@link #ADMINISTRATOR}. */
    public String password() {
        return password;
    }

    private int index(String node) {
        return NODES.indexOf(node);
    }

    /** The address of a node among the nodes, which is no other's. */
    public String address(String node) {
        return "127.0.1." + (index(node) + 1);
    }

    public int sftpPort(String node) {
        return settings.port("sftp", index(node));
    }

    public int managementPort() {
        return settings.managementPort();
    }

    public int httpPort(String node) {
        return settings.port("http", index(node));
    }

    /** The admin UI of a node; ends in a slash. */
    public URI ui(String node) {
        return URI.create("http://127.0.0.1:" + httpPort(node) + "/flotilla/");
    }

    /** The REST API of a node, for an administrator who may do everything. */
    public RestClient api(String node) {
        return new RestClient(ui(node).resolve("api/v1/"), TESTER, testerPassword);
    }

    /** The first page of a list of the API. */
    public List<JsonObject> items(String node, String query) {
        return api(node).get(query).object().getJsonArray("items").getValuesAs(JsonObject.class);
    }

    /** All pages of a list of the API. */
    public List<JsonObject> allItems(String node, String query) {
        List<JsonObject> all = new ArrayList<>();
        JsonObject page = api(node).get(query + "&limit=200").object();
        all.addAll(page.getJsonArray("items").getValuesAs(JsonObject.class));
        while (page.containsKey("next") && !page.isNull("next")) {
            page = api(node)
                    .get(query + "&limit=200&cursor=" + page.getString("next"))
                    .object();
            all.addAll(page.getJsonArray("items").getValuesAs(JsonObject.class));
        }
        return all;
    }

    /** What one node says of another, or of itself. */
    public JsonObject node(String says, String of) {
        return items(says, "cluster/nodes").stream()
                .filter(item -> of.equals(item.getString("name")))
                .findFirst()
                .orElseThrow();
    }

    /** The incarnation of a node, as itself knows it. */
    public long incarnation(String node) {
        return node(node, node).getJsonNumber("incarnation").longValueExact();
    }

    /** State of every node, as the given one knows it. */
    public Map<String, String> states(String node) {
        return items(node, "cluster/nodes").stream()
                .collect(Collectors.toMap(item -> item.getString("name"), item -> item.getString("state")));
    }

    /** Sets a shared parameter. */
    public void configure(String name, String value) {
        RestClient.Answer answer = api(NODES.get(0))
                .put(
                        "configuration/" + name,
                        Json.createObjectBuilder().add("value", value).build(),
                        "*");
        assertThat(answer.status()).as("PUT %s: %s", name, answer.text()).isLessThan(300);
    }

    /** Makes an account with a site at the partner and a route that pushes everything there; returns the account. */
    public TestAccount accountWithRoute(String name) {
        return accountWithRoute(name, site(name + "-partner"));
    }

    /** Makes an account and the site, and a route that pushes everything there; returns the account. */
    public TestAccount accountWithRoute(String name, JsonObjectBuilder newSite) {
        TestAccount account = account(name);
        String site = create("sites", newSite).getString("name");
        create("routes", route(name + "-route", name, "*", site));
        return account;
    }

    /** A route, by name, that pushes those files of an account to the site. */
    public JsonObjectBuilder route(String name, String account, String pattern, String site) {
        return Json.createObjectBuilder()
                .add("name", name)
                .add("account", account)
                .add("folder", "/")
                .add("pattern", pattern)
                .add(
                        "steps",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("type", "PUSH")
                                        .add("site", site)));
    }

    /** Makes an account without any route. */
    public TestAccount account(String name) {
        TestAccount account = new TestAccount(name, UUID.randomUUID().toString());
        create("accounts", Json.createObjectBuilder().add("name", name).add("password", account.password()));
        return account;
    }

    /** A site at the partner, by name; its number of connections holds up no test that does not set another. */
    public JsonObjectBuilder site(String name) {
        return Json.createObjectBuilder()
                .add("name", name)
                .add("protocol", "SFTP")
                .add("host", "127.0.0.1")
                .add("port", partner.port())
                .add("userName", DemoPartner.USER)
                .add("password", partner.password())
                .add("hostKey", partner.hostKey())
                .add("remoteFolder", "/inbox")
                .add("maximumConnections", MANY);
    }

    /** Posts a new resource to node-1; a route holds on every node when this returns. */
    public JsonObject create(String what, JsonObjectBuilder body) {
        JsonObject created = api(NODES.get(0)).post(what, body.build()).object();
        if ("routes".equals(what)) {
            awaitSeen();
        }
        return created;
    }

    /** Until then another node may keep a file that a new route would have sent (K2). */
    private static void awaitSeen() {
        Instant changed = Instant.now();
        await("a change of configuration to be seen by all")
                .until(() -> changed.plus(SEEN).isBefore(Instant.now()));
    }

    @Override
    public void close() {
        List<Runnable> ends = new ArrayList<>(List.of(partner::close, mail::stop, embedded::close));
        if (domain != null) {
            ends.add(0, domain::close);
        }
        ends.forEach(Runnable::run);
    }
}
