package org.flotilla.testsuite.console;

import java.nio.file.Path;
import java.time.Duration;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The server's management console (HAL) as a person uses it to bring an archive onto a server group. */
final class Console {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DEPLOYMENT = Duration.ofMinutes(4);

    private final WebDriver browser;
    private final String address;

    /** @param address host and port of the management interface */
    Console(WebDriver browser, String address) {
        this.browser = browser;
        this.address = address;
    }

    /**
     * Signs in and opens the deployments. The console has no form: the browser itself asks for name and password, and what
     * it was told for the management interface it also uses for the console's requests to it.
     */
    Console signIn(String user, String password) {
        browser.get("http://" + user + ":" + password + "@" + address + "/management");
        browser.get("http://" + address + "/console/index.html#deployments");
        return this;
    }

    /** Uploads the archive to the server group, enabled; returns when the console says that it is deployed. */
    void upload(Path archive, String group) {
        click(By.cssSelector("#deployment-browse-by #server-groups"));
        click(By.cssSelector("#deployment-sg #sg-" + group));
        click(By.id("server-group-deployment-add-actions"));
        click(By.id("server-group-deployment-upload"));
        // The input itself is hidden behind a link
        browser.findElement(By.id("upload-file-input")).sendKeys(archive.toString());
        click(button("Next"));
        click(button("Finish"));
        await(DEPLOYMENT).until(ExpectedConditions.elementToBeClickable(button("Close")));
        String outcome = browser.findElement(By.cssSelector(".wizard-pf-body")).getText();
        if (!outcome.contains("Deployment successful")) {
            throw new AssertionError("The console says: " + outcome);
        }
        click(button("Close"));
    }

    /** What the console shows about the archive on the server group, "active" when its servers run it. */
    String state(Path archive, String group) {
        String id = group + "-" + archive.getFileName().toString().replace(".", "");
        By item = By.cssSelector("#" + id + " .item-text");
        return await(PATIENCE)
                .until(ExpectedConditions.visibilityOfElementLocated(item))
                .getDomAttribute("data-original-title");
    }

    private void click(By what) {
        await(PATIENCE).until(driver -> {
            WebElement element = ExpectedConditions.elementToBeClickable(what).apply(driver);
            if (element == null) {
                return false;
            }
            element.click();
            return true;
        });
    }

    private WebDriverWait await(Duration timeout) {
        WebDriverWait wait = new WebDriverWait(browser, timeout);
        wait.ignoring(StaleElementReferenceException.class).ignoring(ElementClickInterceptedException.class);
        return wait;
    }

    private static By button(String text) {
        return By.xpath("//div[contains(@class, 'wizard-pf-footer')]//button[normalize-space() = '" + text + "']");
    }
}
