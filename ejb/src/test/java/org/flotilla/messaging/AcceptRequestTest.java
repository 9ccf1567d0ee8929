package org.flotilla.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Json;
import org.flotilla.queue.Submitted;
import org.flotilla.test.TestLease;
import org.flotilla.transfer.KeySpace;
import org.flotilla.transfer.PushRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("M1 requests by message")
class AcceptRequestTest {

    private final List<PushRequest> pushed = new ArrayList<>();
    private final List<KeySpace> keySpaces = new ArrayList<>();
    private final TestLease lease = TestLease.held(1);
    private final AcceptRequest accept = new AcceptRequest(lease, (request, keys) -> {
        pushed.add(request);
        keySpaces.add(keys);
        return new Submitted(new EventId(42), pushed.size() == 1);
    });

    @Test
    void push_isSubmittedUnderTheMessagesKey() {
        Answer answer = accept.accept(
                "{\"request\":\"push\",\"account\":\"acme\",\"path\":\"/in/a.txt\",\"site\":\"bank\"}", "id-1");

        assertThat(pushed).containsExactly(new PushRequest("acme", "/in/a.txt", "bank", null, "id-1", null));
        assertThat(keySpaces).containsExactly(KeySpace.JMS);
        assertThat(answer.isRefusal()).isFalse();
        JsonObject json = Json.readObject(answer.json());
        assertThat(json.getBoolean("accepted")).isTrue();
        assertThat(json.getInt("eventId")).isEqualTo(42);
        assertThat(json.getBoolean("isNew")).isTrue();
    }

    @Test
    void remoteFolder_isPassedOn() {
        accept.accept(
                "{\"request\":\"push\",\"account\":\"a\",\"path\":\"/p\",\"site\":\"s\",\"remoteFolder\":\"/x\"}", "1");

        assertThat(pushed).extracting(PushRequest::remoteFolder).containsExactly("/x");
    }

    @Test
    @DisplayName("Q7 a request may have an ordering key")
    void orderingKey_isPassedOn() {
        accept.accept(
                "{\"request\":\"push\",\"account\":\"a\",\"path\":\"/p\",\"site\":\"s\",\"orderingKey\":\"k\"}", "1");

        assertThat(pushed).extracting(PushRequest::orderingKey).containsExactly("k");
    }

    @Test
    @DisplayName("Q7 a request may have a priority and a due date")
    void wishes_arePassedOn() {
        accept.accept(
                "{\"request\":\"push\",\"account\":\"a\",\"path\":\"/p\",\"site\":\"s\",\"priority\":9,"
                        + "\"dueAt\":\"2026-12-01T08:00:00+01:00\"}",
                "1");

        assertThat(pushed).extracting(PushRequest::priority).containsExactly(9);
        assertThat(pushed).extracting(PushRequest::dueAt).containsExactly(Instant.parse("2026-12-01T07:00:00Z"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json                                     | no JSON object",
                "[1, 2]                                       | no JSON object",
                "{}                                           | no 'request'",
                "{\"request\":\"dance\"}                      | no request 'dance'",
                "{\"request\":\"push\",\"path\":\"/a\"}       | no 'account'",
                "{\"request\":\"push\",\"account\":7}         | not a text",
                "{\"request\":\"push\",\"account\":\"a\",\"path\":\"/\",\"site\":\"s\",\"priority\":\"9\"} | no whole number",
                "{\"request\":\"push\",\"account\":\"a\",\"path\":\"/\",\"site\":\"s\",\"priority\":1.5} | no whole number",
                "{\"request\":\"push\",\"account\":\"a\",\"path\":\"/\",\"site\":\"s\",\"dueAt\":\"soon\"} | no time",
                "                                             | no text"
            })
    void badMessage_isAnsweredWithTheReason(String text, String reason) {
        Answer answer = accept.accept(text, "1");

        assertThat(answer.refusal()).contains(reason);
        JsonObject error = Json.readObject(answer.json()).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("INVALID_INPUT");
        assertThat(error.getString("message")).contains(reason);
        assertThat(error.getString("remedy")).isNotBlank();
        assertThat(pushed).isEmpty();
    }

    @Test
    @DisplayName("M1 what is beyond the parser's limits is answered as well, not tried for ever")
    void beyondTheParser_isAnswered() {
        String start = "{\"request\":\"push\",\"account\":\"a\",\"path\":\"/\",\"site\":\"s\",\"priority\":";
        for (String value : List.of("[".repeat(5_000) + "]".repeat(5_000), "9".repeat(5_000), "1e99999999999")) {
            assertThat(accept.accept(start + value + "}", "1").isRefusal()).isTrue();
        }
        assertThat(pushed).isEmpty();
    }

    @Test
    void unknownAccount_isAnswered() {
        AcceptRequest refusing = new AcceptRequest(lease, (request, keys) -> {
            throw FlotillaException.notFound("account", request.account());
        });

        Answer answer = refusing.accept("{\"request\":\"push\",\"account\":\"x\",\"path\":\"/\",\"site\":\"s\"}", "1");

        assertThat(answer.refusal()).startsWith("NOT_FOUND: There is no account 'x'");
    }

    @Test
    void nodeWithoutLease_leavesItToAnother() {
        lease.lose();

        assertThatThrownBy(() -> accept.accept("{}", "1"))
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NODE_NOT_READY));
    }

    @Test
    void passingFailure_leavesItForLater() {
        AcceptRequest failing = new AcceptRequest(lease, (request, keys) -> {
            throw new FlotillaException(ErrorCode.STORAGE, "No disk.", "Wait.");
        });

        assertThatThrownBy(() ->
                        failing.accept("{\"request\":\"push\",\"account\":\"x\",\"path\":\"/\",\"site\":\"s\"}", "1"))
                .hasMessage("No disk.");
    }
}
