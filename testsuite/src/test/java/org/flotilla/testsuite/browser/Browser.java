package org.flotilla.testsuite.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Debian's Chromium without a window, with a new profile that the driver makes and removes. Everything that is looked for is
 * waited for. Used by one thread.
 */
final class Browser implements AutoCloseable {

    /** A page whose requests are slow, or fail, asks anew after thirty seconds only. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final List<String> ARGUMENTS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-quic",
            "--no-first-run",
            "--lang=en",
            "--window-size=1280,800");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test where there is no browser. */
    static Browser open() {
        assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "needs Debian's packages chromium and chromium-driver");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options()));
    }

    private static ChromeOptions options() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(ARGUMENTS);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        return options;
    }

    void go(URI page) {
        driver.get(page.toString());
    }

    URI address() {
        return URI.create(driver.getCurrentUrl());
    }

    /** The visible element. */
    WebElement see(String css) {
        return await().until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)));
    }

    /** Every element that is there now. */
    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Waits until the element shows the text. */
    void seeText(String css, String text) {
        await().until(ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(css), text));
    }

    /** Waits until the heading of the page is this one. */
    void seePage(String heading) {
        await().until(ExpectedConditions.textToBe(By.tagName("h1"), heading));
    }

    void type(String css, String text) {
        act(() -> {
            WebElement field = see(css);
            field.clear();
            field.sendKeys(text);
        });
    }

    void click(String css) {
        act(() -> see(css).click());
    }

    /** Follows a link by its text. */
    void follow(String text) {
        act(() -> await().until(ExpectedConditions.elementToBeClickable(By.linkText(text)))
                .click());
    }

    /** Finds an element and does something to it: again, if a page that is live has replaced the element in between. */
    private void act(Runnable findAndDo) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(StaleElementReferenceException.class)
                .until(page -> {
                    findAndDo.run();
                    return true;
                });
    }

    /** Shows pages as on a phone from now on. */
    void asPhone() {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
    }

    /** The cookie of the present page. */
    Cookie cookie(String name) {
        return driver.manage().getCookieNamed(name);
    }

    /** Runs a script in the page. */
    Object run(String script) {
        return driver.executeScript(script);
    }

    /** A wait that fails after {@link #PATIENCE}; a page that is replaced while it is read is read again. */
    WebDriverWait await() {
        WebDriverWait wait = new WebDriverWait(driver, PATIENCE);
        wait.ignoring(WebDriverException.class);
        return wait;
    }

    /** What the browser's console says is wrong, since it was last asked. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    void keepPicture(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
