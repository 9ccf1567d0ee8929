package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnCluster.class)
@DisplayName("D1, D2 too few nodes are left")
class RecoveryClusterIT {

    private static final Duration TOLD = Duration.ofSeconds(30);
    private static final Duration NOTHING_MORE = Duration.ofSeconds(8);

    private final TestCluster cluster;

    RecoveryClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void tellSomebody() throws Exception {
        cluster.configure("Cluster.minimumNodes", "2");
        cluster.configure("Cluster.minimumNodes.grace", "1");
        cluster.configure("Notification.email.to", "night@example.com");
        cluster.mail().purgeEmailFromAllMailboxes();
    }

    @AfterEach
    void tellNobody() {
        cluster.configure("Notification.email.to", "");
        cluster.configure("Cluster.minimumNodes", "0");
    }

    @Test
    @DisplayName(
            "D1, D2 the nodes die one after the other, the monitor's first: one e-mail, and one when all is well again")
    void lossOfTheMonitor_tellsOnce() {
        // The first server to start was elected; whichever it is, the last one must take the monitor over
        List<String> nodes = cluster.nodes();
        cluster.domain().kill(nodes.get(0));
        cluster.domain().kill(nodes.get(1));
        await("the e-mail").atMost(TOLD).until(() -> subjects().size() == 1);
        await("no second e-mail")
                .during(NOTHING_MORE)
                .atMost(TOLD)
                .until(() -> subjects().size() == 1);

        cluster.awaitAllOnline();
        await("the e-mail of the recovery").atMost(TOLD).until(() -> subjects().size() == 2);
        await("no third e-mail")
                .during(NOTHING_MORE)
                .atMost(TOLD)
                .until(() -> subjects().size() == 2);
        assertThat(subjects())
                .satisfiesExactly(
                        opened -> assertThat(opened).contains("Too few nodes: 1 node online, at least 2 required"),
                        closed -> assertThat(closed)
                                .contains("Enough nodes again: ")
                                .doesNotContain("1 node"));
        assertThat(cluster.items("node-3", "recovery/incidents").get(0).isNull("closedAt"))
                .isFalse();
    }

    private List<String> subjects() {
        return Arrays.stream(cluster.mail().getReceivedMessages())
                .map(RecoveryClusterIT::subject)
                .toList();
    }

    private static String subject(Message message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
