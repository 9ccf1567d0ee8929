package org.flotilla.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.notify.mail.RefusingMail;
import org.flotilla.notify.mail.TestEmail;
import org.flotilla.notify.sql.SqlOutboxStore;
import org.flotilla.test.SetParameters;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestLease;
import org.flotilla.test.TestNodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("D2 S3 mail that recipients refuse")
class RefusedMailTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String GOOD = "good@example.org";
    private static final String BAD = "bad@example.org";
    private static final String SLOW = "slow@example.org";
    private static final String SENDER = "flotilla@example.com";

    private final RefusingMail mail = new RefusingMail();
    private final SetParameters parameters = new SetParameters()
            .set(NotificationParameters.EMAIL_TO, GOOD + ", " + BAD)
            .set(NotificationParameters.EMAIL_FROM, SENDER);
    private final OutboxStore store = new SqlOutboxStore(DATABASE.database());
    private Outbox outbox;
    private Deliver deliver;

    @BeforeEach
    void start() {
        mail.start();
        Channel email = TestEmail.to(mail, parameters);
        outbox = new Outbox(store, List.of(email));
        deliver = new Deliver(store, List.of(email), TestLease.held(1), TestNodes.alone("node-1"));
        mail.refuse(BAD, "550 5.1.1 No such user");
    }

    @AfterEach
    void stop() {
        mail.stop();
    }

    @Test
    @DisplayName("S3 who is refused for good holds up no other, and nobody gets the letter twice")
    void oneOfMany_holdsUpNoOther() {
        outbox.put(letter(BAD + ", " + GOOD));

        deliver.allDue();
        makeDue();
        deliver.allDue();

        assertThat(mail.received(GOOD)).isOne();
        assertThat(outbox.givenUp(10)).singleElement().satisfies(delivery -> {
            assertThat(delivery.isSent()).as("to somebody").isTrue();
            assertThat(delivery.attempts()).isOne();
            assertThat(delivery.lastError()).isEqualTo(BAD + ": 550 5.1.1 No such user");
            assertThat(delivery.letter().html()).isNull();
            assertThat(delivery.letter().attachment()).isNull();
        });
    }

    @Test
    @DisplayName(
            "S3 who is refused for now gets it later, the others not once more; who never gets it is told at the end")
    void oneOfMany_getsItLater() {
        mail.refuse(SLOW, "450 4.2.0 Greylisted");
        outbox.put(letter(GOOD + ", " + SLOW + ", " + BAD));

        deliver.allDue();
        assertThat(mail.received(GOOD)).isOne();
        assertThat(outbox.givenUp(10)).isEmpty();
        mail.acceptAll();
        mail.refuse(BAD, "550 5.1.1 No such user");
        makeDue();
        deliver.allDue();

        assertThat(mail.received(GOOD)).isOne();
        assertThat(mail.received(SLOW)).isOne();
        assertThat(outbox.givenUp(10))
                .singleElement()
                .satisfies(delivery ->
                        assertThat(delivery.lastError()).contains(BAD).doesNotContain(SLOW));
    }

    @Test
    @DisplayName("S3 who was refused for now and then gets it ends the letter as sent")
    void allInTheEnd_isSent() {
        mail.refuse(SLOW, "450 4.2.0 Greylisted");
        outbox.put(letter(GOOD + ", " + SLOW));
        deliver.allDue();
        mail.acceptAll();
        makeDue();

        deliver.allDue();

        assertThat(states()).containsExactly("SENT");
    }

    @Test
    @DisplayName("S3 a letter that all refuse for good is given up at once")
    void allForGood_isGivenUp() {
        outbox.put(letter(BAD));

        deliver.allDue();

        assertThat(outbox.givenUp(10))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.isSent()).isFalse());
    }

    @Test
    @DisplayName("S3 a letter whose text is refused for good is given up at once")
    void textForGood_isGivenUp() {
        mail.refuseData("552 5.3.4 Too large");
        outbox.put(letter(GOOD));

        deliver.allDue();

        assertThat(outbox.givenUp(10))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.lastError()).isEqualTo("552 5.3.4 Too large"));
    }

    @Test
    @DisplayName("S3 a letter that is refused for now, or for its sender, is tried again, for two days")
    void forNow_isTriedForTwoDays() {
        mail.refuse(SLOW, "450 4.2.0 Greylisted");
        outbox.put(letter(SLOW));
        deliver.allDue();
        assertThat(states()).containsExactly("PENDING");

        mail.acceptAll();
        mail.refuse(SENDER, "550 5.7.1 Not for you");
        makeDue();
        deliver.allDue();
        assertThat(states()).containsExactly("PENDING");

        haveAttempts(293);
        deliver.allDue();
        assertThat(states()).containsExactly("PENDING");
        makeDue();
        deliver.allDue();
        assertThat(states()).containsExactly("GIVEN_UP");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    @DisplayName("D2 a notice that is refused for good is tried until its recipients are mended")
    void notice_isNotGivenUp() {
        parameters.set(NotificationParameters.EMAIL_TO, BAD);
        outbox.put(notice());
        haveAttempts(1000);
        deliver.allDue();
        assertThat(states()).containsExactly("PENDING");

        parameters.set(NotificationParameters.EMAIL_TO, GOOD);
        makeDue();
        deliver.allDue();

        assertThat(mail.received(GOOD)).isOne();
        assertThat(states()).containsExactly("SENT");
    }

    @Test
    @DisplayName("D2 one recipient that is refused for good keeps a notice from no other")
    void notice_reachesTheOthersOnce() {
        outbox.put(notice());

        deliver.allDue();
        makeDue();
        deliver.allDue();

        assertThat(mail.received(GOOD)).isOne();
        assertThat(states()).containsExactly("GIVEN_UP");
    }

    @Test
    @DisplayName("S3 who lost the claim gives nothing up, unless somebody got it")
    void lostClaim_givesUpOnlyWhatSomebodyGot() {
        outbox.put(letter(GOOD));
        Delivery first = claim("node-1", 1);
        makeDue();
        claim("node-2", 2);

        assertThat(store.giveUp(first, new Incarnation(1), false, "550")).isFalse();
        assertThat(store.giveUp(first, new Incarnation(1), true, "550")).isTrue();
    }

    @Test
    @DisplayName("S3 letters that ended long ago are purged, what is under way and notices are not")
    void purge_forgetsEndedLetters() {
        outbox.put(letter(GOOD));
        outbox.put(letter(BAD));
        outbox.put(notice());
        deliver.allDue();
        mail.refuse(SLOW, "450 4.2.0 Greylisted");
        outbox.put(letter(SLOW));
        deliver.allDue();
        assertThat(states()).containsExactly("SENT", "GIVEN_UP", "GIVEN_UP", "PENDING");

        assertThat(outbox.purge(Duration.ofDays(1), 10)).isZero();
        makeDue();
        assertThat(outbox.purge(Duration.ofMillis(1), 1)).isOne();
        assertThat(outbox.purge(Duration.ofMillis(1), 10)).isOne();

        assertThat(states()).containsExactly("GIVEN_UP", "PENDING");
    }

    private Delivery claim(String node, long incarnation) {
        return store.claim(new NodeId(node), new Incarnation(incarnation), Duration.ofMinutes(2))
                .orElseThrow();
    }

    private static Letter letter(String recipients) {
        return new Letter("report:" + recipients, recipients, "Report", "Text", "<p>Text</p>", "figures.csv", "1,2");
    }

    private static Notice notice() {
        return new Notice(TestIncidents.insert(DATABASE), Notice.Kind.OPENED, "Too few nodes", "Look at node-2.");
    }

    private static List<String> states() {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("select state from notification order by id")
                        .mapTo(String.class)
                        .list());
    }

    private static void makeDue() {
        DATABASE.jdbi().useHandle(handle -> handle.execute("update notification set due_at = created_at"));
    }

    private static void haveAttempts(int attempts) {
        DATABASE.jdbi()
                .useHandle(handle ->
                        handle.execute("update notification set due_at = created_at, attempts = ?", attempts));
    }
}
