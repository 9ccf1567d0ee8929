package org.flotilla.testsuite.browser;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.net.URI;
import java.util.UUID;
import org.flotilla.run.RestClient;
import org.flotilla.testsuite.cluster.TestCluster;

/** An administrator of a test, so that no test locks out or changes the one that all share. */
record TestAdministrator(String name, String password) {

    /** One whom the pages ask for another password first, as they ask the very first administrator. */
    static TestAdministrator beginner(TestCluster cluster, String name) {
        TestAdministrator beginner =
                new TestAdministrator(name, UUID.randomUUID().toString());
        cluster.create(
                "administrators",
                Json.createObjectBuilder()
                        .add("name", name)
                        .add("password", beginner.password())
                        .add("roles", Json.createArrayBuilder().add("ADMIN")));
        return beginner;
    }

    /** One who has chosen a password. */
    static TestAdministrator of(TestCluster cluster, String name) {
        TestAdministrator beginner = beginner(cluster, name);
        TestAdministrator ready = new TestAdministrator(name, UUID.randomUUID().toString());
        RestClient.Answer answer = new RestClient(cluster.ui("node-1").resolve("api/v1/"), name, beginner.password())
                .put(
                        "administrators/self/password",
                        Json.createObjectBuilder()
                                .add("present", beginner.password())
                                .add("wanted", ready.password())
                                .build(),
                        "*");
        assertThat(answer.status()).as("change of password: %s", answer.text()).isLessThan(300);
        return ready;
    }

    /** Signs in at a node; returns before the next page is there. */
    void signIn(Browser browser, URI ui) {
        browser.go(ui.resolve("login.xhtml"));
        submit(browser);
    }

    /** Fills in the sign-in page that the browser shows. */
    void submit(Browser browser) {
        browser.type("#name", name);
        browser.type("#password", password);
        browser.click("#sign-in");
    }

    /** Signs in at a node and waits for the dashboard. */
    void enter(Browser browser, URI ui) {
        signIn(browser, ui);
        browser.seePage("Dashboard");
    }
}
