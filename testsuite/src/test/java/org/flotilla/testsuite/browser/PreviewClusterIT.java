package org.flotilla.testsuite.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.flotilla.testsuite.cluster.OnCluster;
import org.flotilla.testsuite.cluster.TestCluster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnCluster.class, InBrowser.class})
class PreviewClusterIT {

    private static final String ATTRIBUTES = "parameter.xhtml?name=EventQueue.taskProcessor.attributes";

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
}
