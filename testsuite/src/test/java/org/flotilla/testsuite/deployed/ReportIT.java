package org.flotilla.testsuite.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.flotilla.notify.mail.RefusingMail;
import org.flotilla.run.RestClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ArquillianExtension.class)
@DisplayName("S3 reports by e-mail from the deployed EAR")
class ReportIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration NOTHING_MORE = Duration.ofSeconds(4);
    private static final String HOSTILE = "<img src=x>\r\nBcc: all@example.com";

    private final Deployed server = Deployed.server();
    private final RefusingMail mail = Surroundings.current().mail();
    private final String name = Deployed.unique("report");
    private final String boss = name + "@example.org";

    /** One in which it is about noon, so that no midnight passes while the test runs. */
    private final ZoneOffset zone =
            ZoneOffset.ofHours(12 - OffsetDateTime.now(ZoneOffset.UTC).getHour());

    private final LocalDate yesterday = LocalDate.now(zone).minusDays(1);

    @BeforeEach
    void noMail() throws Exception {
        mail.purgeEmailFromAllMailboxes();
    }

    @Test
    @DisplayName("S3 a scheduled report is one mail with the figures of the day, as text, HTML and CSV")
    void scheduledReport_isOneMail() throws Exception {
        transfers(3, "IN", null, "DONE", "file.txt", yesterday.atTime(0, 0).atOffset(zone));
        transfers(
                2,
                "OUT",
                "bank",
                "DONE",
                "file.txt",
                yesterday.atTime(23, 59, 59).atOffset(zone));
        transfers(1, "OUT", "bank", "FAILED", HOSTILE, yesterday.atTime(12, 0).atOffset(zone));
        transfers(
                9,
                "IN",
                null,
                "DONE",
                "today.txt",
                yesterday.plusDays(1).atTime(0, 0).atOffset(zone));
        server.create(
                "schedules",
                Json.createObjectBuilder()
                        .add("name", name)
                        .add("kind", "CRON")
                        .add("expression", "0 0 6 1 1 ?")
                        .add("job", "report")
                        .add("jobParameters", parameters()));

        long event = server.create("schedules/" + name + "/run", Json.createObjectBuilder())
                .getJsonNumber("eventId")
                .longValue();

        JsonObject done = server.awaitState(event, "DONE");
        assertThat(done.getString("type")).isEqualTo("MAINTENANCE");
        await("the report").atMost(PATIENCE).until(() -> received().size() == 1);
        await("it is sent once")
                .during(NOTHING_MORE)
                .atMost(PATIENCE)
                .until(() -> received().size() == 1);
        MimeMessage report = received().get(0);
        assertThat(report.getSubject())
                .matches("Flotilla: \\d+ files? in, \\d+ out, \\d+ failed, " + yesterday)
                .as("the result of the run says the same")
                .isEqualTo(result(event).substring("handed over, recipients: 1; ".length()));
        MimeMultipart parts = (MimeMultipart) report.getContent();
        MimeMultipart body = (MimeMultipart) parts.getBodyPart(0).getContent();
        assertThat(body.getBodyPart(0).getContent().toString())
                .contains("- " + name + ". In: 3 (3\u00a0KB); Out: 2 (2\u00a0KB); Failed: 1")
                .contains("<img src=x> Bcc: all@example.com");
        assertThat(body.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(body.getBodyPart(1).getContent().toString())
                .contains("&lt;img src=x&gt; Bcc", ">" + name + "<")
                .doesNotContain("<img", "today.txt");
        assertThat(csv(parts.getBodyPart(1)).lines().filter(line -> line.contains(name)))
                .containsExactly(row("IN,,3,3000,0,0"), row("OUT,bank,2,2000,1,0"));
    }

    @Test
    @DisplayName("S3 who is refused for good holds up no other, and the report is given up for him")
    void refusedRecipient_holdsUpNoOther() throws Exception {
        String refused = "no-" + boss;
        mail.refuse(refused, "550 5.1.1 No such user");

        JsonObjectBuilder job = Json.createObjectBuilder()
                .add("job", "report")
                .add("jobParameters", parameters().add("to", refused + ", " + boss));
        RestClient.Answer started = server.api().post("jobs", job.build());

        assertThat(started.status()).as(started.text()).isEqualTo(202);
        await("it is given up").atMost(PATIENCE).until(() -> isGivenUp(refused));
        assertThat(mail.received(boss)).isOne();
    }

    private static boolean isGivenUp(String recipient) throws SQLException {
        try (Connection connection = Surroundings.current().database();
                PreparedStatement query = connection.prepareStatement(
                        "select 1 from notification where state = 'GIVEN_UP' and last_error like ?")) {
            query.setString(1, "%" + recipient + ": 550%");
            return query.executeQuery().next();
        }
    }

    @ParameterizedTest
    @CsvSource({"timeZone, Mars/Phobos", "to, nobody", "period, YEAR", "language, fr", "color, red"})
    @DisplayName("S3 a mistake is answered with 400 and the field, in schedules and when it is started by hand")
    void mistake_isNamed(String parameter, String value) {
        JsonObjectBuilder wrong = parameters().add(parameter, value);
        RestClient.Answer schedule = server.api()
                .post(
                        "schedules",
                        Json.createObjectBuilder()
                                .add("name", name)
                                .add("kind", "INTERVAL")
                                .add("expression", "PT24H")
                                .add("job", "report")
                                .add("jobParameters", wrong)
                                .build());

        assertThat(schedule.status()).as(schedule.text()).isEqualTo(400);
        assertThat(schedule.body().asJsonObject().getString("field")).isEqualTo("jobParameters." + parameter);
        RestClient.Answer job = server.api()
                .post(
                        "jobs",
                        Json.createObjectBuilder()
                                .add("job", "report")
                                .add("jobParameters", parameters().add(parameter, value))
                                .build());
        assertThat(job.status()).as(job.text()).isEqualTo(400);
    }

    private JsonObjectBuilder parameters() {
        return Json.createObjectBuilder().add("to", boss).add("timeZone", zone.getId());
    }

    private List<MimeMessage> received() {
        return Stream.of(mail.getReceivedMessages())
                .filter(message -> boss.equals(recipient(message)))
                .toList();
    }

    private static String recipient(MimeMessage message) {
        try {
            return message.getAllRecipients()[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String result(long event) {
        return server.items("jobs?event=" + event)
                .get(0)
                .getJsonArray("steps")
                .getJsonObject(0)
                .getString("result");
    }

    private static String csv(BodyPart part) throws Exception {
        assertThat(part.getContentType()).startsWith("text/csv");
        assertThat(part.getDisposition()).isEqualTo("attachment");
        return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String row(String figures) {
        OffsetDateTime from = yesterday.atStartOfDay().atOffset(zone);
        return yesterday + "," + from + "," + from.plusDays(1) + "," + name + "," + figures;
    }

    private void transfers(
            int number, String direction, String site, String state, String fileName, OffsetDateTime startedAt)
            throws SQLException {
        try (Connection connection = Surroundings.current().database();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into transfer (id, cycle_id, direction, account, site, protocol, folder, file_name, size,"
                                + " content, state, started_at, changed_at, error)"
                                + " values (?, 'cycle', ?, ?, ?, 'SFTP', '/', ?, 1000, ?, ?, ?, ?, 'refused')")) {
            for (int i = 0; i < number; i++) {
                long id = -ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
                Object[] values = {id, direction, name, site, fileName, "content" + id, state, startedAt, startedAt};
                for (int j = 0; j < values.length; j++) {
                    insert.setObject(j + 1, values[j]);
                }
                insert.executeUpdate();
            }
        }
    }
}
