package org.flotilla.testsuite.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.flotilla.run.SftpUpload;
import org.flotilla.testsuite.cluster.OnCluster;
import org.flotilla.testsuite.cluster.TestAccount;
import org.flotilla.testsuite.cluster.TestCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnCluster.class, InBrowser.class})
@DisplayName("Q8 operators act on events in the pages")
class EventActionsClusterIT {

    private static final int NOBODY_LISTENS = 1;

    private final TestCluster cluster;
    private final URI ui;

    EventActionsClusterIT(TestCluster cluster) {
        this.cluster = cluster;
        this.ui = cluster.ui("node-1");
    }

    /** What cannot be sent waits for a minute, so that it is there to be acted upon. */
    @BeforeEach
    void waitLong() {
        cluster.configure("EventQueue.retry.first", "60");
    }

    @AfterEach
    void waitAsUsual() {
        cluster.configure("EventQueue.retry.first", "5");
    }

    @Test
    @DisplayName("Q8 one event: suspended and cancelled on its page, which stays live, and resubmitted in the list")
    void one_event(Browser browser) throws IOException {
        TestAdministrator.of(cluster, "acts-one").enter(browser, ui);
        long id = waitingEvents("acts-one", "one.txt").get(0);
        browser.go(ui.resolve("event.xhtml?id=" + id));

        browser.click("#live-acts button[value^=SUSPEND]");
        browser.seeText("#messages", "Event " + id + " is suspended.");
        browser.seeText("#live-event .facts", "Suspended");
        browser.run("window.sameDocument = true");
        cluster.api("node-2").post("events/" + id + "/resume").mustBeGood();
        browser.see("#live-acts button[value^=SUSPEND]");
        assertThat(browser.run("return window.sameDocument"))
                .as("no navigation")
                .isEqualTo(true);

        browser.click("#live-acts button[value^=CANCEL]");
        browser.click("#confirm-CANCEL [data-answer=yes]");
        browser.seeText("#messages", "Event " + id + " is cancelled.");
        assertThat(state(id)).isEqualTo("CANCELLED");

        browser.go(ui.resolve("events.xhtml?state=CANCELLED&account=acts-one"));
        browser.click(".row-acts button[value='RESUBMIT " + id + "']");
        browser.click("#confirm-RESUBMIT [data-answer=yes]");
        browser.seeText("#messages", "Event " + id + " is resubmitted as this one.");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    @DisplayName("Q8 many events: the count is shown first, then what became of it; also on a phone")
    void many_events(Browser browser) throws IOException {
        TestAdministrator.of(cluster, "acts-many").enter(browser, ui);
        List<Long> ids = waitingEvents("acts-many", "first.txt", "second.txt", "third.txt");
        cluster.api("node-2").post("events/" + ids.get(0) + "/suspend").mustBeGood();
        browser.asPhone();
        browser.go(ui.resolve("events.xhtml?account=acts-many"));
        assertFits(browser);

        browser.click(".bulk button[value=SUSPEND]");
        browser.seePage("Suspend events");
        assertFits(browser);
        assertThat(browser.see(".reach").getText()).isEqualTo("2 of 3 matching events");
        assertThat(state(ids.get(1))).isEqualTo("FAILED");
        browser.click("#do");

        browser.seeText("#messages", "2 events are suspended.");
        assertThat(ids).allSatisfy(id -> assertThat(state(id)).isEqualTo("SUSPENDED"));
        assertThat(browser.address().getQuery()).isEqualTo("account=acts-many");
        assertThat(browser.errors()).isEmpty();
    }

    private static void assertFits(Browser browser) {
        assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                .as("the page fits the window")
                .isEqualTo(true);
    }

    private String state(long id) {
        return cluster.api("node-2").get("events/" + id).object().getString("state");
    }

    /** Events of files that were uploaded for a partner that is not there. */
    private List<Long> waitingEvents(String name, String... files) throws IOException {
        TestAccount account = cluster.account(name);
        String site = name + "-partner";
        cluster.create("sites", cluster.site(site).add("port", NOBODY_LISTENS));
        cluster.create(
                "routes",
                Json.createObjectBuilder()
                        .add("name", name)
                        .add("account", name)
                        .add("folder", "/")
                        .add("pattern", "*")
                        .add(
                                "steps",
                                Json.createArrayBuilder()
                                        .add(Json.createObjectBuilder()
                                                .add("type", "PUSH")
                                                .add("site", site))));
        for (String file : files) {
            upload(account, file);
        }
        String query = "events?state=FAILED&account=" + name;
        await("pushes that wait")
                .atMost(Browser.PATIENCE)
                .until(() -> cluster.items("node-1", query).size() == files.length);
        return cluster.items("node-1", query).stream()
                .map(event -> event.getJsonNumber("id").longValue())
                .toList();
    }

    private void upload(TestAccount account, String file) throws IOException {
        Set<String> hostKeys = cluster.items("node-1", "cluster/host-keys").stream()
                .map((JsonObject key) -> key.getString("fingerprint"))
                .collect(Collectors.toSet());
        new SftpUpload(cluster.sftpPort("node-1"), account.name(), account.password(), hostKeys)
                .put(file, new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }
}
