package org.flotilla.testsuite.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import org.flotilla.run.DemoPartner;
import org.flotilla.testsuite.cluster.TestAccount;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ArquillianExtension.class)
@DisplayName("Q6 pushes that fail")
class PushFailureIT {

    private static final String FILE = "a.txt";
    private static final String CONTENT = "to be delivered";

    private final Deployed server = Deployed.server();
    private final String name = Deployed.unique("push");

    @BeforeEach
    void storeFile() throws IOException {
        server.configure("EventQueue.retry.first", 2);
        TestAccount account = server.account(name);
        try (SftpUser user = SftpUser.byPassword(name, account.password())) {
            user.put("/" + FILE, CONTENT);
        }
    }

    @AfterEach
    void restoreRetries() {
        server.configure("EventQueue.retry.first", 5);
    }

    @Test
    @DisplayName("Q6 a push to a site that refuses the credentials is dead at once, and says why")
    void refusedCredentials_areFinal() {
        server.create("sites", server.siteAtPartner(name).add("password", "wrong"));

        JsonObject dead = server.awaitState(server.push(name, "/" + FILE, name), "DEAD");

        JsonObject counters = server.api().get("queue/counters").object();
        assertThat(counters.getString("node")).isNotBlank();
        assertThat(counters.getJsonObject("counts").getInt("claimed")).isPositive();
        assertThat(counters.getJsonObject("counts").getInt("ended")).isPositive();
        assertThat(counters.getJsonObject("counts").getInt("wakeUpsReceived")).isPositive();
        assertThat(dead.getInt("attempts")).isEqualTo(1);
        assertThat(dead.getString("lastError"))
                .contains("refused the credentials of user '" + DemoPartner.USER + "'")
                .contains("Correct the password or key at the site.")
                .doesNotContain("Exception");
        assertThat(dead.getString("errorClass")).isEqualTo("PERMANENT");
    }

    @Test
    @DisplayName("Q6 a push to a partner with another host key than the pinned one is dead at once, and says why")
    void foreignHostKey_isFinal(@TempDir Path folder) {
        try (DemoPartner other = new DemoPartner(folder, 0)) {
            other.start();
            server.create("sites", server.siteAtPartner(name).add("port", other.port()));

            JsonObject dead = server.awaitState(server.push(name, "/" + FILE, name), "DEAD");

            assertThat(dead.getInt("attempts")).isEqualTo(1);
            assertThat(dead.getString("lastError")).contains(other.fingerprint());
            assertThat(other.logins()).isZero();
        }
    }

    @Test
    @DisplayName("Q6 a push to a partner that is down is tried again, and succeeds when it is up")
    void unreachablePartner_isTriedAgain(@TempDir Path folder) throws IOException {
        try (DemoPartner late = new DemoPartner(folder, freePort())) {
            server.create("sites", siteAt(late));
            Instant before = Instant.now();

            long event = server.push(name, "/" + FILE, name);
            JsonObject failed = server.awaitState(event, "FAILED");
            late.start();
            JsonObject done = server.awaitState(event, "DONE");

            assertThat(failed.getString("lastError")).contains("cannot be reached");
            assertThat(failed.getString("errorClass")).isEqualTo("PASSING");
            assertThat(Instant.parse(failed.getString("nextTry"))).isAfter(before);
            assertThat(done.getInt("attempts")).isGreaterThan(1);
            assertThat(late.inbox().resolve(FILE)).hasContent(CONTENT);
        }
    }

    @Test
    @DisplayName("Q6 a site says how often and how soon it is tried again, whatever holds for its type or for all")
    void siteWithRetries_isTriedSo() throws IOException {
        server.configure("EventQueue.retry.PUSH.first", 3000);
        try {
            server.create(
                    "sites",
                    server.siteAtPartner(name)
                            .add("port", freePort())
                            .add("retryFirst", 1)
                            .add("maximumAttempts", 2));

            JsonObject dead = server.awaitState(server.push(name, "/" + FILE, name), "DEAD");

            assertThat(dead.getInt("attempts")).isEqualTo(2);
            assertThat(dead.getInt("maxAttempts")).isEqualTo(2);
            assertThat(dead.getString("lastError")).startsWith("Failed 2 times");
            assertThat(dead.getJsonArray("changes").getValuesAs(JsonObject.class))
                    .filteredOn(change -> !change.isNull("error"))
                    .extracting(change -> change.getString("error"))
                    .containsExactly("PASSING", "PASSING");
        } finally {
            server.configure("EventQueue.retry.PUSH.first", "");
        }
    }

    private jakarta.json.JsonObjectBuilder siteAt(DemoPartner partner) {
        return Json.createObjectBuilder(server.siteAtPartner(name).build())
                .add("port", partner.port())
                .add("password", partner.password())
                .add("hostKey", partner.hostKey());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
