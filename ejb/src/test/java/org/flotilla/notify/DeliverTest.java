package org.flotilla.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.notify.mail.TestEmail;
import org.flotilla.notify.sql.SqlOutboxStore;
import org.flotilla.test.SetParameters;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestLease;
import org.flotilla.test.TestNodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("D2 delivery of notices")
class DeliverTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final GreenMail mail = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
    private final SetParameters parameters = new SetParameters()
            .set(NotificationParameters.EMAIL_TO, "ops@example.com, boss@example.com")
            .set(NotificationParameters.EMAIL_FROM, "flotilla@example.com");
    private final OutboxStore store = new SqlOutboxStore(DATABASE.database());
    private Channel email;
    private Outbox outbox;
    private long incident;

    @BeforeEach
    void start() {
        mail.start();
        email = TestEmail.to(mail, parameters);
        outbox = new Outbox(store, List.of(email));
        incident = TestIncidents.insert(DATABASE);
    }

    @AfterEach
    void stop() {
        mail.stop();
    }

    @Test
    void notice_reachesEachRecipientOnce() throws Exception {
        outbox.put(opened());

        node("node-1", 1).allDue();
        node("node-2", 2).allDue();

        assertThat(mail.getReceivedMessages()).hasSize(2).allSatisfy(message -> {
            assertThat(message.getSubject()).isEqualTo("Too few nodes");
            assertThat(GreenMailUtil.getBody(message)).contains("Look at node-2.");
            assertThat(message.getFrom()[0]).hasToString("flotilla@example.com");
        });
        assertThat(outbox.of(incident)).singleElement().satisfies(delivery -> {
            assertThat(delivery.isSent()).isTrue();
            assertThat(delivery.attempts()).isOne();
        });
    }

    @Test
    void serverThatRefuses_isTriedAgainUntilItAccepts() {
        mail.stop();
        outbox.put(opened());

        node("node-1", 1).allDue();
        assertThat(outbox.of(incident)).singleElement().satisfies(delivery -> {
            assertThat(delivery.isSent()).isFalse();
            assertThat(delivery.lastError()).contains("connect");
        });
        mail.start();
        email = TestEmail.to(mail, parameters);
        makeDue();
        node("node-2", 2).allDue();

        assertThat(mail.getReceivedMessages()).hasSize(2);
        assertThat(outbox.of(incident)).singleElement().satisfies(delivery -> {
            assertThat(delivery.isSent()).isTrue();
            assertThat(delivery.attempts()).isEqualTo(2);
            assertThat(delivery.lastError()).isNull();
        });
    }

    @Test
    void nodeThatDiedWithIt_isReplacedWhenItsClaimRunsOut() {
        outbox.put(opened());
        store.claim(new NodeId("node-1"), new Incarnation(1), Duration.ofMinutes(2));

        node("node-2", 2).allDue();
        assertThat(mail.getReceivedMessages()).isEmpty();
        makeDue();
        node("node-2", 2).allDue();

        assertThat(mail.getReceivedMessages()).hasSize(2);
    }

    @Test
    void nodeThatDiedAfterSending_isFollowedByTheSameMessage() throws Exception {
        outbox.put(opened());
        Delivery claimed = store.claim(new NodeId("node-1"), new Incarnation(1), Duration.ofMinutes(2))
                .orElseThrow();
        email.deliver(claimed);
        makeDue();

        node("node-2", 2).allDue();

        List<String> identities = new ArrayList<>();
        for (MimeMessage message : mail.getReceivedMessages()) {
            identities.add(message.getMessageID());
        }
        assertThat(identities).hasSize(4).containsOnly(identities.get(0));
    }

    @Test
    @DisplayName("D2 what was accepted is sent, also if the claim ran out meanwhile and another node has it")
    void slowDelivery_isSent() {
        outbox.put(opened());
        Delivery first = store.claim(new NodeId("node-1"), new Incarnation(1), Duration.ofMinutes(2))
                .orElseThrow();
        makeDue();
        assertThat(store.claim(new NodeId("node-2"), new Incarnation(2), Duration.ofMinutes(2)))
                .isPresent();

        assertThat(store.sent(first)).isTrue();

        assertThat(outbox.of(incident))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.isSent()).isTrue());
    }

    @Test
    void nodeThatLostItsLease_sendsNothing() {
        outbox.put(opened());
        TestLease lease = TestLease.held(1);
        Channel slow = new SlowChannel(email, lease::lose);

        new Deliver(store, List.of(slow), lease, TestNodes.alone("node-1")).allDue();
        outbox.put(new Notice(incident, Notice.Kind.CLOSED, "Over", "Nothing to do."));
        new Deliver(store, List.of(slow), lease, TestNodes.alone("node-1")).allDue();

        assertThat(mail.getReceivedMessages()).hasSize(2);
    }

    @Test
    void endOfAnIncident_isNotToldBeforeItsBeginning() {
        outbox.put(opened());
        outbox.put(new Notice(incident, Notice.Kind.CLOSED, "Over", "Nothing to do."));
        store.claim(new NodeId("node-1"), new Incarnation(1), Duration.ofMinutes(2));

        node("node-2", 2).allDue();

        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void sameNoticeAgain_isOneRow() {
        outbox.put(opened());
        outbox.put(opened());

        assertThat(outbox.of(incident)).hasSize(1);
    }

    @Test
    void nobodyNamed_writesNoRow() {
        parameters.set(NotificationParameters.EMAIL_TO, " ");

        outbox.put(opened());

        assertThat(outbox.of(incident)).isEmpty();
    }

    @Nested
    @DisplayName("S3 letters")
    class Letters {

        @Test
        void letter_goesToThoseItNamesAsTextAndHtmlWithItsFile() throws Exception {
            parameters.set(NotificationParameters.EMAIL_TO, "");

            assertThat(put(letter("report:7"))).isTrue();
            node("node-1", 1).allDue();
            node("node-2", 2).allDue();

            MimeMessage message = mail.getReceivedMessages()[0];
            assertThat(mail.getReceivedMessages()).hasSize(1);
            assertThat(message.getAllRecipients()).extracting(Object::toString).containsExactly("boss@example.org");
            assertThat(message.getSubject()).isEqualTo("Bericht für heute");
            MimeMultipart parts = (MimeMultipart) message.getContent();
            MimeMultipart body = (MimeMultipart) parts.getBodyPart(0).getContent();
            assertThat(body.getContentType()).startsWith("multipart/alternative");
            assertThat(body.getBodyPart(0).getContentType()).startsWith("text/plain");
            assertThat(body.getBodyPart(0).getContent()).isEqualTo("Grün ✓");
            assertThat(body.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat(body.getBodyPart(1).getContent()).isEqualTo("<p>Grün ✓</p>");
            BodyPart file = parts.getBodyPart(1);
            assertThat(file.getContentType()).startsWith("text/csv");
            assertThat(file.getDisposition()).isEqualTo("attachment");
            assertThat(file.getFileName()).isEqualTo("figures.csv");
            assertThat(file.getInputStream().readAllBytes())
                    .isEqualTo("a,ü\r\n1,2\r\n".getBytes(StandardCharsets.UTF_8));
        }

        @Test
        void sameKeyAgain_isOneLetter() {
            assertThat(put(letter("report:7"))).isTrue();
            assertThat(put(letter("report:7"))).isFalse();
            assertThat(put(letter("report:8"))).isTrue();

            node("node-1", 1).allDue();

            assertThat(put(letter("report:7"))).as("also after it was sent").isFalse();
            assertThat(mail.getReceivedMessages()).hasSize(2);
        }

        @Test
        void alert_goesBeforeLetters() {
            put(letter("report:7"));
            outbox.put(opened());

            assertThat(store.claim(new NodeId("node-1"), new Incarnation(1), Duration.ofMinutes(2)))
                    .hasValueSatisfying(claimed -> assertThat(claimed.subject()).isEqualTo("Too few nodes"));
        }

        @Test
        void refusedLetter_isTriedAgainWhole() throws Exception {
            mail.stop();
            put(letter("report:7"));
            node("node-1", 1).allDue();
            mail.start();
            email = TestEmail.to(mail, parameters);
            makeDue();

            node("node-2", 2).allDue();

            assertThat(GreenMailUtil.getBody(mail.getReceivedMessages()[0])).contains("figures.csv", "text/html");
        }

        @Test
        void sentLetter_keepsNeitherHtmlNorFile() {
            put(letter("report:7"));
            node("node-1", 1).allDue();

            int bare = DATABASE.jdbi()
                    .withHandle(handle -> handle.createQuery("select count(*) from notification where state = 'SENT'"
                                    + " and html is null and attachment is null and body = 'Grün ✓'")
                            .mapTo(Integer.class)
                            .one());
            assertThat(bare).isOne();
        }

        private boolean put(Letter letter) {
            return outbox.put(letter);
        }

        private static Letter letter(String key) {
            return new Letter(
                    key,
                    "boss@example.org",
                    "Bericht für heute",
                    "Grün ✓",
                    "<p>Grün ✓</p>",
                    "figures.csv",
                    "a,ü\r\n1,2\r\n");
        }
    }

    @Test
    void manyNodesAtOnce_deliverEachOnce() throws Exception {
        int notices = 40;
        AtomicInteger delivered = new AtomicInteger();
        Channel counting = new SlowChannel(email, delivered::incrementAndGet);
        parameters.set(NotificationParameters.EMAIL_TO, "ops@example.com");
        for (int i = 0; i < notices; i++) {
            outbox.put(new Notice(TestIncidents.insertClosed(DATABASE), Notice.Kind.OPENED, "Number " + i, "."));
        }
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> nodes = new ArrayList<>();
            for (int i = 1; i <= 6; i++) {
                Deliver node = new Deliver(store, List.of(counting), TestLease.held(i), TestNodes.alone("node-" + i));
                nodes.add(threads.submit(node::allDue));
            }
            for (Future<?> node : nodes) {
                node.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(delivered).hasValue(notices);
        assertThat(mail.getReceivedMessages()).hasSize(notices);
    }

    private Deliver node(String name, long incarnation) {
        return new Deliver(store, List.of(email), TestLease.held(incarnation), TestNodes.alone(name));
    }

    private Notice opened() {
        return new Notice(incident, Notice.Kind.OPENED, "Too few nodes", "Look at node-2.");
    }

    private static void makeDue() {
        DATABASE.jdbi().useHandle(handle -> handle.execute("update notification set due_at = created_at"));
    }

    /** E-mail that does something beside. */
    private record SlowChannel(Channel email, Runnable beside) implements Channel {

        @Override
        public String name() {
            return email.name();
        }

        @Override
        public boolean isEnabled() {
            return email.isEnabled();
        }

        @Override
        public void deliver(Delivery delivery) throws Exception {
            email.deliver(delivery);
            beside.run();
        }
    }
}
