package org.flotilla.testsuite.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import org.flotilla.testsuite.cluster.OnCluster;
import org.flotilla.testsuite.cluster.TestCluster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnCluster.class, InBrowser.class})
class PreviewClusterIT {

    private static final String ATTRIBUTES = "parameter.xhtml?name=EventQueue.taskProcessor.attributes";

    private static final String THRESHOLD = "parameter.xhtml?name=EventQueue.taskProcessor.threshold";

    private final TestCluster cluster;
    private final URI ui;

    PreviewClusterIT(TestCluster cluster) {
        this.cluster = cluster;
        this.ui = cluster.ui("node-1");
    }

    @Test
    @DisplayName("W5 the page of a parameter of dispatch shows where the queue would go before it is saved")
    void preview_isShownBeforeSaving(Browser browser) {
        TestAdministrator.of(cluster, "planner").enter(browser, ui);
        browser.go(ui.resolve(ATTRIBUTES));
        browser.type("#value", "PUSH");
        browser.click("#preview");
        browser.seeText("#value-error", "Give each as PUSH=true");

        browser.type("#value", "PUSH=true");
        browser.click("#preview");

        browser.seeText("#forecast", "waiting events would move.");
        assertThat(browser.all("#forecast tbody tr")).hasSize(3);
        assertThat(browser.see("#value").getDomProperty("value")).isEqualTo("PUSH=true");
        assertThat(browser.all("#value-error .field-error"))
                .as("the refusal is gone")
                .isEmpty();
        assertThat(browser.errors()).isEmpty();

        browser.go(ui.resolve(ATTRIBUTES));
        assertThat(browser.see("#value").getDomProperty("value"))
                .as("nothing was saved")
                .contains("PUSH=false");
    }

    @Test
    @DisplayName("W5 other parameters have no preview")
    void otherParameter_hasNoPreview(Browser browser) {
        TestAdministrator.of(cluster, "reader").enter(browser, ui);
        browser.go(ui.resolve("parameter.xhtml?name=EventQueue.retry.first"));
        browser.see("#save");
        assertThat(browser.all("#preview")).isEmpty();
    }

    @Test
    @DisplayName("W2 the page of a local parameter shows and changes the value of each node, whichever node answers")
    void localParameter_isOfTheNodeThatIsChosen(Browser browser) {
        TestAdministrator.of(cluster, "setter").enter(browser, ui);
        browser.go(ui.resolve(THRESHOLD));
        browser.seeText("#values", "Default");
        browser.click("#values a[href*='node=node-2']");
        browser.seeText("main", "node-2 has no value of its own");
        browser.type("#value", "77");
        browser.click("#save");
        browser.seeText("#messages", "is set for node-2");
        browser.seeText("#parameters", "Set for this node");
        assertThat(threshold("node-2").getString("value")).isEqualTo("77");
        assertThat(threshold("node-1").getString("value")).isEqualTo("80");

        browser.click("#parameters a[href*='threshold'][href*='node=node-2']");
        browser.seeText("#values", "77");
        assertThat(browser.all("#values tbody tr")).hasSize(4);
        assertThat(browser.see("#value").getDomProperty("value")).isEqualTo("77");
        browser.click("#reset");
        browser.seeText("#messages", "of node-2 is taken back");
        assertThat(threshold("node-2").getJsonArray("set")).isEmpty();
        assertThat(browser.errors()).isEmpty();
    }

    /** What the node says within two seconds (W5). */
    private JsonObject threshold(String node) {
        return await("every node knows")
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> parameter(node),
                        parameter -> parameter
                                .getJsonArray("set")
                                .equals(parameter("node-1").getJsonArray("set")));
    }

    private JsonObject parameter(String node) {
        return cluster.items(node, "configuration").stream()
                .filter(parameter -> parameter.getString("name").equals("EventQueue.taskProcessor.threshold"))
                .findFirst()
                .orElseThrow();
    }
}
