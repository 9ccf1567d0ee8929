package org.flotilla.testsuite.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.Resource;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.flotilla.testsuite.cluster.TestAccount;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs within the server, as an application that asks another one for something. */
@ExtendWith(ArquillianExtension.class)
@DisplayName("M1 requests by message")
class MessagingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CONTENT = "to be pushed";

    @Resource(lookup = "java:/ConnectionFactory")
    private ConnectionFactory connections;

    @Resource(lookup = "java:/jms/queue/FlotillaRequest")
    private Queue requests;

    @Resource(lookup = "java:/jms/queue/DLQ")
    private Queue deadLetters;

    @Resource(lookup = Deployed.SMALL_QUEUE)
    private Queue smallQueue;

    @Resource(lookup = "java:/jms/topic/FlotillaEvent")
    private Topic outcomes;

    private Deployed server;
    private String name;
    private JMSContext jms;
    private Destination replies;
    private JMSConsumer replyConsumer;

    @Deployment
    static WebArchive within() {
        return Within.archive(MessagingIT.class);
    }

    @BeforeEach
    void storeFile() throws IOException {
        server = Deployed.server();
        name = Deployed.unique("jms");
        TestAccount account = server.account(name);
        server.site(name);
        try (SftpUser user = SftpUser.byPassword(name, account.password())) {
            user.put("/" + name + ".txt", CONTENT);
        }
        jms = connections.createContext();
        replies = jms.createTemporaryQueue();
        replyConsumer = jms.createConsumer(replies);
    }

    @AfterEach
    void close() {
        jms.close();
    }

    @Test
    @DisplayName("M1 a message has a stored file pushed; its sender is answered and the topic is told the outcome")
    void request_isDoneAnsweredAndTold() throws Exception {
        try (JMSConsumer told = jms.createConsumer(outcomes)) {
            TextMessage request = request(push());
            send(request);

            TextMessage reply = reply();
            assertThat(reply.getJMSCorrelationID()).isEqualTo(request.getJMSMessageID());
            JsonObject answer = object(reply);
            assertThat(answer.getBoolean("accepted")).isTrue();
            assertThat(answer.getBoolean("isNew")).isTrue();

            TextMessage outcome = outcomeOf(id(answer), told);
            assertThat(outcome.getStringProperty("state")).isEqualTo("DONE");
            assertThat(object(outcome).getString("account")).isEqualTo(name);
            assertThat(object(outcome).getString("site")).isEqualTo(name);
            assertThat(server.partnerInbox().resolve(name + ".txt")).hasContent(CONTENT);
        }
    }

    @Test
    @DisplayName("Q7, M1 a push is begun when it is due, and waits until then where everybody sees it")
    void dueLater_waits() throws Exception {
        Instant due = Instant.now().plusSeconds(5);
        long id = id(answerTo(request(pushWith("dueAt", Json.createValue(due.toString())))));

        JsonObject waiting = server.event(id);
        assertThat(waiting.getString("state")).isEqualTo("READY");
        assertThat(Instant.parse(waiting.getString("dueAt"))).isBetween(due.minusMillis(1), due.plusMillis(1));
        assertThat(waiting.toString()).contains("Submitted, to run not before");

        JsonObject done = server.awaitState(id, "DONE");
        assertThat(done.getJsonArray("changes").getValuesAs(JsonObject.class).stream()
                        .filter(change -> change.getString("to").equals("RUNNING"))
                        .map(change -> Instant.parse(change.getString("at"))))
                .hasSize(1)
                .allMatch(begun -> !begun.isBefore(due.truncatedTo(ChronoUnit.MILLIS)));
    }

    @Test
    @DisplayName("Q7, M1 a request says how urgent it is; what is no priority is answered with the reason")
    void priority_isTheEvents() throws Exception {
        long id = id(answerTo(request(pushWith("priority", Json.createValue(9)))));
        assertThat(server.event(id).getInt("priority")).isEqualTo(9);

        JsonObject refused = answerTo(request(pushWith("priority", Json.createValue(-1))));
        assertThat(refused.getBoolean("accepted")).isFalse();
        assertThat(refused.getJsonObject("error").getString("message")).contains("priority -1 is out of bounds");
    }

    @Test
    @DisplayName(
            "M1 a node that may not work takes no requests, so that the broker forwards them; soon after it may, it does")
    void refusedNode_takesNoRequests() throws Exception {
        Path marker = Deployed.storage().resolve(".flotilla-storage");
        Path aside = Deployed.folder().resolve("marker");
        Files.move(marker, aside);
        try {
            await("no receiver").atMost(PATIENCE).until(() -> receivers() == 0);
            send(request(push()));
        } finally {
            Files.move(aside, marker);
        }

        assertThat(object(reply()).getBoolean("accepted")).isTrue();
        assertThat(receivers()).isPositive();
    }

    /** How many the broker counts at the queue of requests. */
    private static int receivers() throws JMException {
        return (Integer) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(
                        new ObjectName(
                                "jboss.as:subsystem=messaging-activemq,server=default,jms-queue=FlotillaRequest"),
                        "consumerCount");
    }

    @Test
    @DisplayName("M1 the same request sent again does not push twice")
    void sameRequestAgain_isNotDoneTwice() throws Exception {
        JsonObject first = answerTo(withRequestId(push()));
        server.awaitState(id(first), "DONE");

        JsonObject second = answerTo(withRequestId(push()));

        assertThat(second.getBoolean("accepted")).isTrue();
        assertThat(second.getBoolean("isNew")).isFalse();
        assertThat(id(second)).isEqualTo(id(first));
        assertPushedOnce(id(first));
    }

    @Test
    @DisplayName("M1 the same request sent again is known although its file is gone by now")
    void sameRequestAfterFileIsGone_isKnown() throws Exception {
        JsonObject first = answerTo(withRequestId(push()));
        server.awaitState(id(first), "DONE");
        String password = "new " + name;
        JsonObject change = Json.createObjectBuilder()
                .add("name", name)
                .add("password", password)
                .build();
        server.api()
                .put(
                        "accounts/" + name,
                        change,
                        server.api().get("accounts/" + name).etag());
        try (SftpUser user = SftpUser.byPassword(name, password)) {
            user.client().remove("/" + name + ".txt");
        }

        JsonObject second = answerTo(withRequestId(push()));

        assertThat(second.getBoolean("accepted")).isTrue();
        assertThat(id(second)).isEqualTo(id(first));
    }

    @Test
    @DisplayName("M1 a message that comes again because its answer could not be sent does not push twice")
    void redeliveredRequest_isNotDoneTwice() throws Exception {
        jms.createProducer().send(smallQueue, "as much as it holds");
        TextMessage request = request(push());
        request.setJMSReplyTo(smallQueue);
        jms.createProducer().send(requests, request);
        long event = awaitEvent();
        server.awaitState(event, "DONE");

        try (JMSConsumer consumer = jms.createConsumer(smallQueue)) {
            assertThat(received(consumer).getText()).isEqualTo("as much as it holds");
            JsonObject answer = object(received(consumer));
            assertThat(answer.getBoolean("isNew")).as("is new").isFalse();
            assertThat(id(answer)).isEqualTo(event);
        }
        assertPushedOnce(event);
    }

    @Test
    @DisplayName("M1 a request is done although nobody waits for its answer any more, and is not parked")
    void requestWhoseSenderIsGone_isDone() throws Exception {
        TextMessage request = request(push());
        request.setJMSReplyTo(goneQueue());
        jms.createProducer().send(requests, request);

        long event = awaitEvent();

        await("the lost answer is told in the log")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Deployed.log())
                        .content()
                        .contains("Nobody waits for the answer to message " + request.getJMSMessageID()));
        assertPushedOnce(event);
        try (QueueBrowser parked =
                jms.createBrowser(deadLetters, "JMSMessageID = '" + request.getJMSMessageID() + "'")) {
            assertThat(parked.getEnumeration().hasMoreElements())
                    .as("is parked")
                    .isFalse();
        }
    }

    @Test
    @DisplayName("M1 a message that is no request is answered with the reason and parked")
    void nonsense_isAnsweredAndParked() throws Exception {
        TextMessage request = request("push it, please");
        send(request);

        JsonObject answer = object(reply());

        assertThat(answer.getBoolean("accepted")).isFalse();
        assertThat(answer.getJsonObject("error").getString("code")).isEqualTo("INVALID_INPUT");
        assertThat(answer.getJsonObject("error").getString("message")).contains("is no JSON object");
        assertThat(answer.getJsonObject("error").getString("remedy")).isNotBlank();
        TextMessage parked = (TextMessage) parked("JMSCorrelationID = '" + request.getJMSMessageID() + "'");
        assertThat(parked.getText()).isEqualTo("push it, please");
        assertThat(parked.getStringProperty("flotillaReason"))
                .startsWith("INVALID_INPUT: The message is no JSON object");
    }

    @Test
    @DisplayName("M1 a request for what does not exist is answered with the reason and parked")
    void requestForUnknownSite_isAnsweredAndParked() throws Exception {
        TextMessage request = request(push().replace("\"site\":\"" + name, "\"site\":\"nowhere"));
        send(request);

        JsonObject answer = object(reply());

        assertThat(answer.getJsonObject("error").getString("code")).isEqualTo("NOT_FOUND");
        Message parked = parked("JMSCorrelationID = '" + request.getJMSMessageID() + "'");
        assertThat(parked.getStringProperty("flotillaReason")).contains("nowhere");
        assertThat(server.items("events?account=" + name)).isEmpty();
    }

    /** The id of the account's one event. */
    private long awaitEvent() {
        List<JsonObject> events = await("the request is taken")
                .atMost(PATIENCE)
                .until(() -> server.items("events?account=" + name), found -> !found.isEmpty());
        assertThat(events).hasSize(1);
        return events.get(0).getJsonNumber("id").longValue();
    }

    /** Of a sender that went away. */
    private Destination goneQueue() {
        try (JMSContext other = connections.createContext()) {
            return other.createTemporaryQueue();
        }
    }

    private String push() {
        return pushWith("remoteFolder", JsonValue.NULL);
    }

    private String pushWith(String field, JsonValue value) {
        return Json.createObjectBuilder()
                .add("request", "push")
                .add("account", name)
                .add("path", "/" + name + ".txt")
                .add("site", name)
                .add(field, value)
                .build()
                .toString();
    }

    private TextMessage request(String text) {
        return jms.createTextMessage(text);
    }

    /** What the sender itself names so is one request, in however many messages. */
    private TextMessage withRequestId(String text) throws JMSException {
        TextMessage request = request(text);
        request.setStringProperty("requestId", name);
        return request;
    }

    private JsonObject answerTo(TextMessage request) throws JMSException {
        send(request);
        return object(reply());
    }

    private void send(TextMessage request) throws JMSException {
        request.setJMSReplyTo(replies);
        jms.createProducer().send(requests, request);
    }

    private TextMessage reply() {
        return received(replyConsumer);
    }

    private static TextMessage received(JMSConsumer consumer) {
        Message message = consumer.receive(PATIENCE.toMillis());
        assertThat(message).as("a message within %s", PATIENCE).isInstanceOf(TextMessage.class);
        return (TextMessage) message;
    }

    /** Takes the one dead letter that the selector selects. */
    private Message parked(String selector) {
        try (JMSConsumer consumer = jms.createConsumer(deadLetters, selector)) {
            return received(consumer);
        }
    }

    private static TextMessage outcomeOf(long event, JMSConsumer told) throws JMSException {
        TextMessage outcome = received(told);
        while (outcome.getLongProperty("eventId") != event) {
            outcome = received(told);
        }
        return outcome;
    }

    private void assertPushedOnce(long event) {
        assertThat(server.awaitState(event, "DONE").getInt("attempts")).isEqualTo(1);
        assertThat(server.items("transfers?direction=OUT&account=" + name)).hasSize(1);
        assertThat(server.partnerInbox().resolve(name + ".txt")).hasContent(CONTENT);
    }

    private static long id(JsonObject answer) {
        return answer.getJsonNumber("eventId").longValue();
    }

    private static JsonObject object(TextMessage message) throws JMSException {
        try (JsonReader reader = Json.createReader(new StringReader(message.getText()))) {
            return reader.readObject();
        }
    }
}
