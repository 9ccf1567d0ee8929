package org.flotilla.testsuite.browser;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flotilla.testsuite.cluster.OnCluster;
import org.flotilla.testsuite.cluster.TestCluster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith({OnCluster.class, InBrowser.class})
class SchedulesPageClusterIT {

    private final TestCluster cluster;
    private final URI ui;

    SchedulesPageClusterIT(TestCluster cluster) {
        this.cluster = cluster;
        this.ui = cluster.ui("node-1");
    }

    @Test
    @DisplayName(
            "S2 U1 the form of a schedule shows when it would fire while one types; the list runs, pauses and resumes it")
    void schedule_isMadeRunPausedAndResumed(Browser browser) {
        TestAdministrator.of(cluster, "scheduler").enter(browser, ui);
        browser.go(ui.resolve("schedule.xhtml"));
        browser.type("#expression", "each day");
        browser.type("#newName", "early");
        browser.seeText("#expression-error", "is no cron expression");

        browser.type("#expression", "0 30 4 * * ?");
        browser.type("#timeZone", "Europe/Berlin");
        browser.type("#newName", "early");
        browser.seeText("#firings thead", "Europe/Berlin");
        assertThat(browser.all("#firings tbody tr")).hasSize(10);
        browser.seeText("#firings", "04:30:00+0");
        assertThat(browser.all("#expression-error .field-error")).isEmpty();

        browser.see("#job").sendKeys("purge");
        browser.click("#save");
        browser.seePage("Schedules");
        browser.seeText("#messages", "Saved.");

        browser.click("button[value='PAUSE early']");
        browser.seeText("#messages", "early is paused");
        browser.click("button[value='RESUME early']");
        browser.seeText("#messages", "early fires again");
        browser.click("button[value='RUN early']");
        browser.seeText("#messages", "early runs now");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    @DisplayName("S2 U1 the page of a calendar takes an iCalendar file, and says what is wrong with one that is broken")
    void file_isImported(Browser browser, @TempDir Path folder) throws IOException {
        cluster.create("calendars", Json.createObjectBuilder().add("name", "bank"));
        Path good = file(folder.resolve("good.ics"), "20261225");
        Path broken = file(folder.resolve("broken.ics"), "20261325");
        TestAdministrator.of(cluster, "calendarist").enter(browser, ui);

        browser.go(ui.resolve("calendar.xhtml?name=bank"));
        browser.see("#file").sendKeys(broken.toString());
        browser.click("#import");
        browser.seeText("#messages", "The iCalendar file is broken");
        Path large = Files.write(folder.resolve("large.ics"), new byte[1_100_000]);
        browser.see("#file").sendKeys(large.toString());
        assertThat(browser.see("#file").getDomProperty("validationMessage"))
                .as("the server would end the request without a word")
                .contains("larger than a million bytes");
        browser.see("#file").sendKeys(good.toString());
        browser.click("#import");
        browser.seeText("#messages", "1 days were added");
        assertThat(browser.see("#days").getDomProperty("value")).isEqualTo("2026-12-25 Weihnachten");

        browser.type("#days", "2026-12-25 Weihnachten\n2026-12-26\nsoon");
        browser.click("#save");
        browser.seeText("#days-error", "'soon' is no day");
        assertThat(browser.errors()).isEmpty();
    }

    private static Path file(Path file, String day) throws IOException {
        return Files.writeString(
                file,
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:" + day
                        + "\r\nSUMMARY:Weihnachten\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    }
}
