package org.flotilla.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.notify.NotificationParameters;
import org.flotilla.notify.TestOutbox;
import org.flotilla.notify.mail.TestEmail;
import org.flotilla.queue.Claim;
import org.flotilla.report.sql.SqlReportStore;
import org.flotilla.schedule.Misfire;
import org.flotilla.schedule.sql.BatchTables;
import org.flotilla.schedule.sql.SqlJobExecutionStore;
import org.flotilla.schedule.sql.SqlScheduleStore;
import org.flotilla.test.SetParameters;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestNodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S3 reports by e-mail")
class MailReportsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant MOMENT = Instant.parse("2026-11-25T05:00:00Z");
    private static final Claim CLAIM = new Claim(new EventId(7), new Incarnation(3), 1);

    private final BatchTables batch = new BatchTables(DATABASE);
    private final List<String> acts = new ArrayList<>();
    private boolean owned = true;
    private Reports reports;
    private long ids;

    @BeforeEach
    void open() {
        batch.drop();
        batch.create();
        reports = reports();
    }

    @AfterEach
    void drop() {
        batch.drop();
    }

    @Test
    void day_isCountedFromMidnightToMidnightOfTheZone() {
        transfer("IN", "acme", null, "DONE", 100, "2026-11-23T22:59:59Z");
        transfer("IN", "acme", null, "DONE", 200, "2026-11-23T23:00:00Z");
        transfer("IN", "acme", "bank", "DONE", 300, "2026-11-24T12:00:00Z");
        transfer("OUT", "acme", "bank", "DONE", 400, "2026-11-24T22:59:59.999Z");
        transfer("OUT", "acme", "bank", "FAILED", 500, "2026-11-24T12:00:00Z");
        transfer("OUT", "globex", "bank", "SENDING", 600, "2026-11-24T12:00:00Z");
        transfer("OUT", "acme", "bank", "DONE", 700, "2026-11-24T23:00:00Z");

        String result = send(Map.of("timeZone", "Europe/Berlin"), CLAIM);

        assertThat(result).isEqualTo("handed over, recipients: 2; Flotilla: 2 files in, 1 out, 1 failed, 2026-11-24");
        assertThat(outbox("subject")).containsExactly("Flotilla: 2 files in, 1 out, 1 failed, 2026-11-24");
        assertThat(outbox("recipients")).containsExactly("ops@example.com, boss@example.com");
        assertThat(outbox("body").get(0))
                .contains("Files in: 2 (500\u00a0B)", "Files out: 1 (400\u00a0B)")
                .contains("One transfer that began then has not ended yet.")
                .contains("- bank. In: 1 (300\u00a0B); Out: 1 (400\u00a0B); Failed: 1")
                .contains("- /in/file.txt (2026-11-24 13:00, from acme to bank). What happened: no space");
        assertThat(outbox("attachment").get(0).lines().skip(1).map(line -> line.split(",", 4)[3]))
                .containsExactly(
                        "acme,IN,,1,200,0,0",
                        "acme,IN,bank,1,300,0,0",
                        "acme,OUT,bank,1,400,1,0",
                        "globex,OUT,bank,0,0,0,1");
    }

    @Test
    @DisplayName("S3, S4 once for an event: a run that is taken over, or restarted, hands over nothing more")
    void runAgain_handsOverNothingMore() {
        send(Map.of(), CLAIM);
        transfer("IN", "acme", null, "DONE", 200, "2026-11-24T12:00:00Z");

        String again = send(Map.of(), new Claim(CLAIM.event(), new Incarnation(9), 2));
        send(Map.of(), new Claim(new EventId(8), new Incarnation(9), 1));

        assertThat(again).startsWith("was handed over before");
        assertThat(outbox("subject"))
                .containsExactly(
                        "Flotilla: 0 files in, 0 out, 0 failed, 2026-11-24",
                        "Flotilla: 1 file in, 0 out, 0 failed, 2026-11-24");
        assertThat(acts).containsExactly("fence 7/3/1", "fence 7/9/2", "fence 8/9/1");
    }

    @Test
    @DisplayName("Q5 a run that lost its event hands over nothing")
    void lostEvent_handsOverNothing() {
        owned = false;

        assertThatThrownBy(() -> send(Map.of(), CLAIM))
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER));

        assertThat(outbox("subject")).isEmpty();
    }

    @Test
    void whatWentWrong_isTold() {
        event("DEAD", 8, "2026-11-24T10:00:00Z");
        event("DONE", 3, "2026-11-24T11:00:00Z");
        event("DONE", 1, "2026-11-24T12:00:00Z");
        event("DEAD", 8, "2026-11-25T00:00:00Z");
        batch.run(41, 2, "FAILED");
        batch.run(42, 2, "COMPLETED");
        run(41, 12, 3, "2026-11-24T10:00:00Z");
        run(42, 12, 4, "2026-11-24T10:01:00Z");
        missed("nightly", Misfire.SKIP, "2026-11-24T02:00:00Z", "2026-11-24T06:00:00Z");
        missed("nightly", Misfire.SKIP, "2026-11-24T03:00:00Z", "2026-11-24T06:00:00Z");
        missed("nightly", Misfire.SKIP, "2026-11-23T02:00:00Z", "2026-11-23T06:00:00Z");

        send(Map.of(), CLAIM);

        assertThat(outbox("body").get(0))
                .contains("Events given up: 1\n")
                .contains("- 1 (PUSH push-file acme). Attempts: 8; Outcome: Given up (2026-11-24 10:00: no such file)")
                .contains("- 2 (PUSH push-file acme). Attempts: 3; Outcome: Succeeded in the end")
                .doesNotContain("- 3 (", "- 4 (")
                .contains("- pull (from-bank). Failed runs: 1; Latest: 41")
                .contains("One run went on where a lost one had been.")
                .contains("- nightly (first due 2026-11-24 02:00). Times: 2; What became of it: left out");
    }

    @Test
    void serverWithoutRunsYet_isReported() {
        batch.drop();

        send(Map.of(), CLAIM);

        assertThat(outbox("subject")).hasSize(1);
    }

    @Test
    void period_isReadInParts() {
        ReportRun run = reports.begin(
                ReportOrder.of(Map.of("timeZone", "Europe/Berlin")), Instant.parse("2026-10-26T05:00:00Z"), CLAIM);

        int parts = 0;
        while (run.readNext()) {
            parts++;
        }

        assertThat(parts).isEqualTo(25).isEqualTo(run.parts());
        assertThat(run.send()).endsWith("2026-10-25");
    }

    private Reports reports() {
        SetParameters parameters =
                new SetParameters().set(NotificationParameters.EMAIL_TO, "ops@example.com, boss@example.com");
        return new MailReports(
                new SqlReportStore(DATABASE.database(), new SqlJobExecutionStore(DATABASE.database())),
                new ReportRecipients(TestEmail.addresses(), parameters),
                TestNodes.alone("node-1"),
                parameters,
                new HandOver(this::ensureOwned, TestOutbox.of(DATABASE)));
    }

    private void ensureOwned(Claim claim) {
        acts.add("fence " + claim.event() + "/" + claim.incarnation() + "/" + claim.attempt());
        if (!owned) {
            throw new FlotillaException(ErrorCode.NOT_OWNER, "Another's.", "Nothing.");
        }
    }

    private String send(Map<String, String> parameters, Claim claim) {
        ReportRun run = reports.begin(ReportOrder.of(parameters), MOMENT, claim);
        while (run.readNext()) {
            // reads on
        }
        return run.send();
    }

    private static List<String> outbox(String column) {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("select " + column + " from notification order by id")
                        .mapTo(String.class)
                        .list());
    }

    private void transfer(String direction, String account, String site, String state, long size, String startedAt) {
        ids++;
        DATABASE.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "insert into transfer (id, cycle_id, direction, account, site, protocol, folder, file_name,"
                                        + " size, content, state, started_at, changed_at, error) values (:id, 'cycle',"
                                        + " :direction, :account, :site, 'SFTP', '/in', 'file.txt', :size, :content, :state,"
                                        + " :at, :at, 'no space')")
                        .bind("id", ids)
                        .bind("direction", direction)
                        .bind("account", account)
                        .bind("site", site)
                        .bind("size", size)
                        .bind("content", "content-" + ids)
                        .bind("state", state)
                        .bind("at", at(startedAt))
                        .execute());
    }

    private void event(String state, int attempts, String finishedAt) {
        ids++;
        DATABASE.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "insert into event_history (id, cycle_id, type, action, account, attributes, state,"
                                        + " priority, attempts, max_attempts, created_at, finished_at, last_error) values"
                                        + " (:id, 'cycle', 'PUSH', 'push-file', 'acme', '{}', :state, 5, :attempts, 8, :at,"
                                        + " :at, 'no such file')")
                        .bind("id", ids)
                        .bind("state", state)
                        .bind("attempts", attempts)
                        .bind("at", at(finishedAt))
                        .execute());
    }

    private static void run(long execution, long event, long incarnation, String beganAt) {
        DATABASE.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "insert into job_run (execution_id, event_id, incarnation, attempt, node, schedule, began_at)"
                                        + " values (:execution, :event, :incarnation, 1, 'node-1', 'from-bank', :at)")
                        .bind("execution", execution)
                        .bind("event", event)
                        .bind("incarnation", incarnation)
                        .bind("at", at(beganAt))
                        .execute());
    }

    private static void missed(String schedule, Misfire rule, String firing, String seenAt) {
        new SqlScheduleStore(DATABASE.database()).missed(schedule, Instant.parse(firing), rule);
        DATABASE.jdbi()
                .useHandle(handle -> handle.createUpdate("update schedule_missed set at = :at where firing = :firing")
                        .bind("at", at(seenAt))
                        .bind("firing", at(firing))
                        .execute());
    }

    private static OffsetDateTime at(String text) {
        return Instant.parse(text).atOffset(ZoneOffset.UTC);
    }
}
