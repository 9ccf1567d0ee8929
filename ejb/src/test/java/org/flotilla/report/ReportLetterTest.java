package org.flotilla.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.flotilla.cluster.NodeState;
import org.flotilla.notify.Letter;
import org.flotilla.queue.EventState;
import org.flotilla.schedule.Misfire;
import org.flotilla.test.TestNodes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S3 what a report says")
class ReportLetterTest {

    private static final String CONSOLE = "https://mft.example.com/flotilla/";

    private final GivenReport given = new GivenReport();

    @Test
    void day_isToldInTheSubject() {
        assertThat(busy().subject()).isEqualTo("Flotilla: 1,204 files in, 1,198 out, 2 failed, 2026-11-24");
        assertThat(letter(new GivenReport().in("acme", null, 1, 5), Locale.ENGLISH)
                        .subject())
                .isEqualTo("Flotilla: 1 file in, 0 out, 0 failed, 2026-11-24");
        assertThat(letter(new GivenReport().in("acme", null, 1204, 5), Locale.GERMAN)
                        .subject())
                .isEqualTo("Flotilla: 1.204 Dateien ein, 0 aus, 0 gescheitert, 2026-11-24");
    }

    @Test
    void busyDay_isToldInTextAndHtml() {
        Letter letter = busy();

        assertThat(letter.text())
                .startsWith("Daily report\nTuesday, November 24, 2026\n")
                .contains("Files in: 1,204 (3.2\u00a0GB)")
                .contains("Files out: 1,198 (3.1\u00a0GB)")
                .contains("- acme. In: 1,200 (3.2\u00a0GB); Out: 1,198 (3.1\u00a0GB); Failed: 2")
                .contains("- /out/orders.csv (2026-11-24 10:12, from acme to bank). What happened: Permission denied")
                .contains(
                        "- 12 (PUSH push-file acme bank). Attempts: 8; Outcome: Given up (2026-11-24 10:12: Permission")
                .contains("- pull (from-bank). Failed runs: 3; Latest: 41")
                .contains("12 more are in the admin UI.")
                .contains("One run went on where a lost one had been.")
                .contains("- nightly (first due 2026-11-24 10:12). Times: 1; What became of it: left out")
                .contains("- node-2 (since 2026-11-22 11:00)".replace(" (since", ". State: OFFLINE (since"))
                .contains("- 2026-11-24 10:12 (not over yet). Nodes: 1 of 2")
                .contains("Times are those of Europe/Berlin.")
                .contains("Open the admin UI: https://mft.example.com/flotilla")
                .doesNotContain("Nothing failed");
        assertThat(letter.html())
                .contains(">1,204</div>", "3.2\u00a0GB", "https://mft.example.com/flotilla/event.xhtml?id=12")
                .contains("<html lang=\"en\">");
    }

    @Test
    void emptyDay_saysThatAllIsWell() {
        Letter letter = letter(given, Locale.ENGLISH);

        assertThat(letter.subject()).isEqualTo("Flotilla: 0 files in, 0 out, 0 failed, 2026-11-24");
        assertThat(letter.text())
                .contains("Nothing failed and nothing was given up")
                .doesNotContain("ACCOUNTS");
        assertThat(letter.html()).doesNotContain("<table");
        assertThat(letter.attachment().lines())
                .containsExactly("period,from,to,account,direction,site,files,bytes,failed,under_way");
        assertThat(letter.attachmentName()).isEqualTo("flotilla-2026-11-24.csv");
    }

    @Test
    void whatIsUnderWay_isTold() {
        given.traffic.add(new Traffic("acme", false, "bank", 0, 0, 0, 3));

        assertThat(letter(given, Locale.ENGLISH).text()).contains("3 transfers that began then have not ended yet.");
    }

    @Test
    void namesOfStrangers_stayText() {
        String hostile = "\"><img src=x onerror=alert(1)>'&\u202Egnp.\r\nBcc: all@example.com\u0000\u001b[31m";
        given.out("<b>&", "<i>'\"", 1, 1, 1);
        given.failedTransfers.add(
                new FailedTransfer(false, "<b>&", "<i>'\"", "/<s>", hostile, GivenReport.MORNING, hostile));
        given.troubledEvents.add(new TroubledEvent(
                12, "PUSH", "<u>", "<b>", "<i>", EventState.DEAD, 8, GivenReport.MORNING, hostile.repeat(100)));

        Letter letter = letter(given, Locale.ENGLISH);

        assertThat(letter.html())
                .contains("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&#39;&amp;")
                .doesNotContain("<img", "<b>", "<i>", "<s>", "<u>", "\u202E", "\u0000", "\u001b");
        assertThat(letter.text())
                .doesNotContain("\u202E", "\u0000", "\u001b", "\r")
                .doesNotContain("\nBcc");
        assertThat(letter.subject()).doesNotContain("\n", "<");
        assertThat(letter.html().length()).isLessThan(20_000);
    }

    @Test
    void manyAccounts_areCutAndCounted() {
        for (int i = 0; i < 100; i++) {
            given.in("account-%03d".formatted(i), null, i, 1);
        }

        Letter letter = letter(given, Locale.ENGLISH);

        assertThat(letter.text())
                .contains("account-099", "80 more are in the file.")
                .doesNotContain("account-000");
        assertThat(letter.attachment().lines()).hasSize(101);
    }

    @Test
    void addressThatIsNone_isNoLink() {
        given.troubledEvents.add(
                new TroubledEvent(12, "PUSH", "push-file", null, null, EventState.DEAD, 8, GivenReport.MORNING, null));

        for (String url : List.of("", "javascript:alert(1)", "mft.example.com", "https://a b")) {
            Letter letter = new ReportLetter(given.report(), new ReportTexts(Locale.ENGLISH), url).to("a@b", "key");
            assertThat(letter.html()).as(url).doesNotContain("href");
        }
    }

    @Test
    void languages_haveTheSameTexts() throws IOException {
        assertThat(keys("texts_de.properties")).isEqualTo(keys("texts.properties"));
        assertThat(letter(given, Locale.GERMAN).text()).startsWith("Tagesbericht\nDienstag, 24. November 2026\n");
    }

    private static Set<Object> keys(String file) throws IOException {
        Properties texts = new Properties();
        try (InputStream in = ReportTexts.class.getResourceAsStream(file)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts.keySet();
    }

    private Letter busy() {
        given.in("acme", null, 1200, 3_200_000_000L)
                .in("globex", "customs", 4, 12_000_000)
                .out("acme", "bank", 1198, 3_100_000_000L, 2);
        given.endedEvents = new EndedEvents(2, 30);
        given.failedTransfers.add(new FailedTransfer(
                false, "acme", "bank", "/out", "orders.csv", GivenReport.MORNING, "Permission denied"));
        given.failedTransfers.add(new FailedTransfer(
                false,
                "acme",
                "bank",
                "/out/a/rather/long/folder/that/does/not/end/soon",
                "statement_of_account_2026-11-24_acme_corporation_final_version.pdf.pgp",
                GivenReport.MORNING,
                "The partner's disk is full: no space left on device"));
        given.troubledEvents.add(new TroubledEvent(
                12, "PUSH", "push-file", "acme", "bank", EventState.DEAD, 8, GivenReport.MORNING, "Permission denied"));
        given.troubledEvents.add(new TroubledEvent(
                13, "PULL", "run-job-at-site", "globex", "customs", EventState.DONE, 4, GivenReport.MORNING, null));
        given.failedRuns.add(new FailedRuns("pull", "from-bank", 3, 41));
        given.missedFirings.add(new MissedFirings("nightly", Misfire.SKIP, 1, GivenReport.MORNING));
        given.incidents.add(new ToldIncident(5, GivenReport.MORNING, null, 1, 2));
        return letter(given, Locale.ENGLISH);
    }

    private static Letter letter(GivenReport given, Locale language) {
        Report report = given.report();
        if (!given.traffic.isEmpty()) {
            report.addNodes(List.of(
                    TestNodes.node("node-1", NodeState.ONLINE, null),
                    TestNodes.node("node-2", NodeState.OFFLINE, "left the cluster"),
                    TestNodes.node("node-9", NodeState.REMOVED, null)));
        }
        return new ReportLetter(report, new ReportTexts(language), CONSOLE).to("ops@example.com", "report:7");
    }
}
