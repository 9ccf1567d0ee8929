package org.flotilla.testsuite.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.flotilla.run.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

@DisplayName("O1 the management console")
class ConsoleUploadClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final Path folder = Path.of(System.getProperty("flotilla.run.directory"), "console");
    private final Path failure = folder.resolve("failure.png");
    private final Path archive = Path.of(System.getProperty("flotilla.run.ear"));
    private final PreparedDomain domain = new PreparedDomain(folder.resolve("run"));
    private Chromium browser;

    /** Runs before the browser is closed. */
    @RegisterExtension
    final AfterTestExecutionCallback pictureOfFailure = context -> {
        if (browser != null && context.getExecutionException().isPresent()) {
            browser.screenshot(failure);
        }
    };

    @BeforeEach
    void prepare() throws IOException {
        Chromium.mustBeInstalled();
        Files.deleteIfExists(failure);
        domain.start();
        browser = Chromium.opened();
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
        domain.close();
    }

    @Test
    @DisplayName("O1 deploys the EAR by upload onto a domain that the scripts prepared")
    void upload_applicationServes() {
        URI api = domain.application().resolve("api/v1/");
        assertThat(status(domain.application())).as("before").isEqualTo(NOT_FOUND);

        Console console = new Console(browser.driver(), domain.management())
                .signIn(PreparedDomain.ADMINISTRATOR, domain.consolePassword());
        console.upload(archive, domain.group());

        assertThat(console.state(archive, domain.group())).isEqualTo("active");
        assertThat(status(api.resolve("cluster/nodes"))).isEqualTo(UNAUTHORIZED);
        RestClient client = domain.client(api);
        await("the node takes part")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(client.get("cluster/nodes").text()).contains("\"ONLINE\""));
        assertThat(status(domain.application())).isEqualTo(OK);
        browser.driver().get(domain.application().toString());
        new WebDriverWait(browser.driver(), PATIENCE).until(ExpectedConditions.elementToBeClickable(By.id("sign-in")));
    }

    /** What a client without credentials gets in the end. */
    private static int status(URI address) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        try {
            return http.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
