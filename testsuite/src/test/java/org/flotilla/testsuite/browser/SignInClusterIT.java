package org.flotilla.testsuite.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.flotilla.testsuite.cluster.OnCluster;
import org.flotilla.testsuite.cluster.TestCluster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith({OnCluster.class, InBrowser.class})
class SignInClusterIT {

    private static final String SIGN_IN = "Sign in to administer";
    private static final String CHANGE_PASSWORD = "Change your password";

    private final TestCluster cluster;
    private final URI ui;

    SignInClusterIT(TestCluster cluster) {
        this.cluster = cluster;
        this.ui = cluster.ui("node-1");
    }

    @Test
    @DisplayName("A4 a wrong password is refused, and the page says so")
    void wrong_password_refused(Browser browser) {
        TestAdministrator.of(cluster, "forgetful");

        new TestAdministrator("forgetful", "not the password").signIn(browser, ui);

        browser.seeText(".messages .error", "Name or password is wrong.");
        assertThat(browser.all("nav a")).as("links into the system").isEmpty();
        assertThat(browser.see("#name").getAttribute("value")).isEqualTo("forgetful");
        assertThat(browser.see("#password").getAttribute("value")).isEmpty();
    }

    @Test
    @DisplayName("A4 the first administrator sees no page but the one that changes the password")
    void first_administrator_must_change_password(Browser browser) {
        new TestAdministrator(TestCluster.ADMINISTRATOR, cluster.password()).signIn(browser, ui);
        browser.seePage(CHANGE_PASSWORD);

        browser.go(ui.resolve("index.xhtml"));

        browser.seePage(CHANGE_PASSWORD);
    }

    @Test
    @DisplayName("A4 after the change of the first password the dashboard opens")
    void changed_password_lets_in(Browser browser) {
        TestAdministrator beginner = TestAdministrator.beginner(cluster, "beginner");
        beginner.signIn(browser, ui);
        browser.seePage(CHANGE_PASSWORD);

        changePassword(browser, beginner, "short");
        browser.seeText("main", "The password is too short.");
        changePassword(browser, beginner, "a harbour with nine boats");

        browser.seePage("Dashboard");
        browser.seeText(".messages", "Your password is changed.");
        browser.click("#sign-out");
        browser.seePage(SIGN_IN);
        new TestAdministrator("beginner", "a harbour with nine boats").enter(browser, ui);
    }

    private static void changePassword(Browser browser, TestAdministrator who, String wanted) {
        browser.type("#present", who.password());
        browser.type("#wanted", wanted);
        browser.type("#again", wanted);
        browser.click("#change");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "index.xhtml",
                "cluster.xhtml",
                "events.xhtml",
                "event.xhtml?id=1",
                "transfers.xhtml",
                "accounts.xhtml",
                "account.xhtml",
                "sites.xhtml",
                "site.xhtml",
                "routes.xhtml",
                "route.xhtml",
                "configuration.xhtml",
                "change-password.xhtml"
            })
    @DisplayName("A4 a page leads to the sign-in without a session")
    void page_wants_session(String page) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(page);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("/flotilla/login.xhtml");
        assertThat(answer.body()).doesNotContain("<main");
    }

    @Test
    @DisplayName("A4 who had to sign in first gets the page that was asked for")
    void sign_in_leads_to_wanted_page(Browser browser) {
        TestAdministrator administrator = TestAdministrator.of(cluster, "follower");
        browser.go(ui.resolve("events.xhtml?state=DEAD"));
        browser.seePage(SIGN_IN);

        administrator.submit(browser);

        browser.seePage("Events");
        assertThat(browser.address().getQuery()).contains("state=DEAD");
    }

    @Test
    @DisplayName("A4 signing out ends the session")
    void signed_out_session_is_gone(Browser browser) {
        TestAdministrator.of(cluster, "leaver").enter(browser, ui);

        browser.click("#sign-out");
        browser.seePage(SIGN_IN);
        browser.go(ui.resolve("cluster.xhtml"));

        browser.seePage(SIGN_IN);
    }

    @Test
    @DisplayName("A4 a session survives the loss of its node")
    void session_survives_node(Browser browser) {
        TestAdministrator.of(cluster, "survivor").enter(browser, cluster.ui("node-2"));
        browser.seeText(".nav-foot", "node-2");

        cluster.domain().kill("node-2");
        browser.go(cluster.ui("node-3").resolve("cluster.xhtml"));

        browser.seePage("Cluster");
        browser.seeText(".nav-foot", "survivor");
        browser.seeText(".nav-foot", "node-3");
    }

    @Test
    @DisplayName("A4 pages cannot be framed, run no foreign script, and are not kept")
    void pages_carry_security_headers() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("login.xhtml");

        List<String> policies = answer.headers().allValues("Content-Security-Policy");
        assertThat(policies).anySatisfy(policy -> assertThat(policy).contains("frame-ancestors 'none'"));
        assertThat(policies).anySatisfy(policy -> assertThat(policy).contains("script-src 'self' 'nonce-"));
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    @DisplayName("A4 no script and no other site can read or send the session's cookie")
    void cookie_is_locked(Browser browser) {
        TestAdministrator.of(cluster, "cookie-jar").enter(browser, ui);

        assertThat(browser.cookie("JSESSIONID")).satisfies(cookie -> {
            assertThat(cookie.isHttpOnly()).isTrue();
            assertThat(cookie.getSameSite()).isEqualTo("Strict");
        });
        assertThat(browser.run("return document.cookie")).asString().doesNotContain("JSESSIONID");
    }

    private HttpResponse<String> get(String page) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(ui.resolve(page)).build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
