package org.flotilla.testsuite.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@DisplayName("D1 D2 the disaster-recovery monitor of the deployed EAR")
class RecoveryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SECOND_LOOKS = Duration.ofSeconds(4);
    private static final Duration BUSY = Duration.ofSeconds(30);
    private static final String OPENED = "[Flotilla] Too few nodes: 1 node online, at least 2 required";
    private static final String CLOSED = "[Flotilla] Enough nodes again: 1 node";

    private final Deployed server = Deployed.server();
    private final GreenMail mail = Surroundings.current().mail();

    @BeforeEach
    void noIncident() throws Exception {
        server.configure("Cluster.minimumNodes", 1);
        server.configure("Cluster.minimumNodes.grace", 0);
        await("no incident is open").atMost(PATIENCE).until(() -> openIncidents() == 0);
        server.configure("Notification.email.to", "duty@example.org");
        mail.purgeEmailFromAllMailboxes();
    }

    @AfterEach
    void tellNobody() {
        server.configure("Cluster.minimumNodes", 1);
        server.configure("Notification.email.to", "");
    }

    @Test
    @DisplayName("D2 too few nodes open one incident and send one e-mail; enough nodes close it and send one more")
    void tooFewNodes_areToldOnce() throws Exception {
        server.configure("Cluster.minimumNodes", 2);

        await("told of the incident").atMost(PATIENCE).until(() -> subjects().equals(List.of(OPENED)));
        await("told once, however often the monitor looks")
                .during(SECOND_LOOKS)
                .atMost(BUSY)
                .until(() -> subjects().equals(List.of(OPENED)));
        assertThat(openIncidents()).isEqualTo(1);
        MimeMessage opened = mail.getReceivedMessages()[0];
        assertThat(opened.getAllRecipients()).extracting(Object::toString).containsExactly("duty@example.org");
        assertThat(opened.getContent().toString()).contains("WHAT TO DO").contains("- node-1 ");

        server.configure("Cluster.minimumNodes", 1);

        await("told of its end").atMost(PATIENCE).until(() -> subjects().equals(List.of(OPENED, CLOSED)));
        await("told once")
                .during(SECOND_LOOKS)
                .atMost(BUSY)
                .until(() -> subjects().equals(List.of(OPENED, CLOSED)));
        assertThat(openIncidents()).isZero();
    }

    @Test
    @DisplayName("D2 what ends within the grace period is no incident")
    void endWithinGrace_isNoIncident() throws Exception {
        server.configure("Cluster.minimumNodes.grace", 60);
        server.configure("Cluster.minimumNodes", 2);
        await("the monitor has seen it").atMost(PATIENCE).until(this::isBelow);

        server.configure("Cluster.minimumNodes", 1);

        await("the monitor has seen its end").atMost(PATIENCE).until(() -> !isBelow());
        assertThat(openIncidents()).isZero();
        assertThat(subjects()).isEmpty();
    }

    private List<String> subjects() {
        return Stream.of(mail.getReceivedMessages()).map(RecoveryIT::subject).toList();
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int openIncidents() throws SQLException {
        return count("select count(*) from incident where closed_at is null");
    }

    private boolean isBelow() throws SQLException {
        return count("select count(*) from recovery_watch where below_since is not null") > 0;
    }

    private static int count(String query) throws SQLException {
        try (Connection connection = Surroundings.current().database();
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getInt(1);
        }
    }
}
