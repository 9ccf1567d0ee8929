package org.flotilla.testsuite.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnCluster.class, InBrowser.class})
class DashboardClusterIT {

    private static final List<String> PAGES = List.of(
            "index",
            "jobs",
            "cluster",
            "events",
            "events-act",
            "transfers",
            "accounts",
            "account",
            "sites",
            "site",
            "routes",
            "route",
            "configuration",
            "change-password");

    private final TestCluster cluster;
    private final URI ui;

    DashboardClusterIT(TestCluster cluster) {
        this.cluster = cluster;
        this.ui = cluster.ui("node-1");
    }

    @Test
    @DisplayName("U1 the dashboard shows the nodes, the queue and what was done")
    void dashboard_shows_cluster(Browser browser) {
        TestAdministrator.of(cluster, "looker").enter(browser, ui);

        browser.seeText("#live-figures", "3 / 3");
        assertThat(texts(browser, "#live-nodes .node-head"))
                .containsExactly("node-1 Online", "node-2 Online", "node-3 Online");
        assertThat(texts(browser, "#live-figures .figure-label"))
                .contains("Nodes online", "Waiting", "Running", "Retry pending");
        assertThat(browser.all("#live-throughput svg rect"))
                .as("minutes of throughput")
                .hasSize(30);
    }

    @Test
    @DisplayName("U1 a file that arrives appears on the dashboard without a reload")
    void dashboard_is_live(Browser browser) throws IOException {
        TestAdministrator.of(cluster, "watcher").enter(browser, ui);
        TestAccount account = cluster.accountWithRoute("live");
        browser.run("window.sameDocument = true");

        upload(account, "appears.txt");

        browser.await()
                .withMessage("both transfers of the file")
                .until(driver -> texts(browser, "#live-recent tbody tr").stream()
                                .filter(row -> row.contains("appears.txt") && row.contains("Done"))
                                .count()
                        == 2);
        assertThat(browser.run("return window.sameDocument"))
                .as("no navigation")
                .isEqualTo(true);
        assertThat(browser.see("#live-state").getText()).isEqualTo("Live");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    @DisplayName("C4 the cluster page shows a node that is lost, and that it is back")
    void cluster_page_is_live(Browser browser) {
        TestAdministrator.of(cluster, "guard").enter(browser, ui);
        browser.follow("Cluster");
        browser.seePage("Cluster");
        browser.run("window.sameDocument = true");

        cluster.domain().kill("node-3");
        awaitRow(browser, "node-3", "Offline");
        assertThat(texts(browser, "#live-cluster tbody tr"))
                .filteredOn(row -> row.contains("Online"))
                .hasSize(2);
        cluster.domain().startServer("node-3");

        awaitRow(browser, "node-3", "Online");
        assertThat(browser.run("return window.sameDocument"))
                .as("no navigation")
                .isEqualTo(true);
    }

    @Test
    @DisplayName("T7 the pages tell a file's way: the event, both transfers, and its course")
    void pages_tell_files_way(Browser browser) throws IOException {
        TestAdministrator.of(cluster, "tracker").enter(browser, ui);
        TestAccount account = cluster.accountWithRoute("tracked");
        upload(account, "tracked.txt");
        awaitSent(account);

        browser.follow("Transfers");
        browser.type("#fileName", "tracked.txt");
        browser.click(".filter .primary");
        awaitRows(browser, "#live-transfers tbody tr", 2);
        assertThat(texts(browser, "#live-transfers tbody tr"))
                .allSatisfy(row -> assertThat(row).contains("tracked.txt", "Done", "tracked"))
                .anySatisfy(row -> assertThat(row).contains("tracked-partner"));
        browser.follow("tracked.txt");
        browser.seePage("Course of a file");
        assertThat(browser.all(".timeline > li"))
                .as("two transfers and an event")
                .hasSize(3);

        browser.follow("Events");
        browser.type("#account", account.name());
        browser.click(".filter .primary");
        awaitRows(browser, "#live-events tbody tr", 1);
        assertThat(texts(browser, "#live-events tbody tr").get(0)).contains("tracked-partner", "Done");
        browser.click("#live-events tbody a");
        browser.seeText(".timeline", "Done");
    }

    @Test
    @DisplayName("U1 no page puts an error on the browser's console or lacks a text")
    void pages_are_clean(Browser browser) {
        TestAdministrator.of(cluster, "inspector").enter(browser, ui);

        for (String page : PAGES) {
            browser.go(ui.resolve(page + ".xhtml"));
            assertThat(browser.see("main").getText()).as(page).isNotBlank().doesNotContain("???");
            assertThat(browser.errors()).as(page).isEmpty();
            assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("%s fits the window", page)
                    .isEqualTo(true);
        }
    }

    private void upload(TestAccount account, String file) throws IOException {
        Set<String> hostKeys = cluster.items("node-1", "cluster/host-keys").stream()
                .map(key -> key.getString("fingerprint"))
                .collect(Collectors.toSet());
        new SftpUpload(cluster.sftpPort("node-1"), account.name(), account.password(), hostKeys)
                .put(file, new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }

    private void awaitSent(TestAccount account) {
        await("file sent")
                .atMost(Browser.PATIENCE)
                .until(() -> cluster.items("node-1", "transfers?account=" + account.name()).stream()
                                .filter(DashboardClusterIT::isDone)
                                .count()
                        == 2);
    }

    private static boolean isDone(JsonObject item) {
        return "DONE".equals(item.getString("state"));
    }

    private static void awaitRow(Browser browser, String node, String state) {
        browser.await()
                .withMessage(node + " is " + state)
                .until(driver -> texts(browser, "#live-cluster tbody tr").stream()
                        .anyMatch(row -> row.contains(node) && row.contains(state)));
    }

    private static void awaitRows(Browser browser, String css, int rows) {
        browser.await()
                .withMessage(rows + " rows")
                .until(driver -> browser.all(css).size() == rows);
    }

    /** All at one moment: the page renews itself, and an element that was found a moment ago may be gone. */
    private static List<String> texts(Browser browser, String css) {
        Object texts = browser.run(
                "return Array.from(document.querySelectorAll('" + css + "'), element => element.innerText)");
        return ((List<?>) texts)
                .stream().map(text -> text.toString().replaceAll("\\s+", " ")).toList();
    }
}
