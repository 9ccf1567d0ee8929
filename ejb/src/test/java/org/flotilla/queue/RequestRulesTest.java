package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.flotilla.core.CycleId;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Q1 what may be submitted")
class RequestRulesTest {

    private static final EventRequest GOOD = EventRequest.of(TaskType.PUSH, "push-file", CycleId.next());

    static Stream<EventRequest> bad() {
        return Stream.of(
                EventRequest.of(null, "push-file", CycleId.next()),
                EventRequest.of(TaskType.PUSH, " ", CycleId.next()),
                GOOD.withPriority(-1),
                GOOD.withPriority(10),
                GOOD.withMaxAttempts(0),
                GOOD.withDueAt(Instant.parse("+10000-01-01T00:00:00Z")),
                GOOD.withDueAt(Instant.parse("2200-01-01T00:00:00Z")),
                GOOD.withIdempotencyKey("k".repeat(5000)),
                GOOD.withIdempotencyKey("k "),
                GOOD.withIdempotencyKey("a\0b"),
                GOOD.withOrderingKey(""),
                GOOD.withOrderingKey(" k"),
                GOOD.withOrderingKey("k".repeat(201)),
                GOOD.withOrderingKey("a\nb"),
                GOOD.withOrderingKey("a\0b"),
                GOOD.withOrderingKey("a\uD83D"),
                GOOD.withAccount("a".repeat(101)),
                GOOD.withAccount("a\0"),
                GOOD.withSite("a\0"),
                GOOD.withSite("a\n"),
                EventRequest.of(TaskType.PUSH, "push\0", CycleId.next()),
                GOOD.withAttributes(Map.of("file", " ")),
                GOOD.withAttributes(Map.of("file", "x".repeat(1 << 20))));
    }

    @ParameterizedTest
    @MethodSource("bad")
    @DisplayName("Q1 a bad request is refused with what to do")
    void bad_isRefused(EventRequest request) {
        assertThatThrownBy(() -> RequestRules.check(request)).isInstanceOf(FlotillaException.class);
    }

    @Test
    @DisplayName("Q7 a bad ordering key is refused by its field's name")
    void badOrderingKey_isNamed() {
        assertThatThrownBy(() -> RequestRules.check(GOOD.withOrderingKey("a\tb")))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        refusal -> assertThat(refusal.field()).contains("orderingKey"))
                .hasMessageContaining("control character");
    }

    @Test
    @DisplayName("Q7 a bad idempotency key is refused by its field's name")
    void badIdempotencyKey_isNamed() {
        assertThatThrownBy(() -> RequestRules.check(GOOD.withIdempotencyKey("k ")))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        refusal -> assertThat(refusal.field()).contains("idempotencyKey"))
                .hasMessageContaining("blank");
    }

    @Test
    @DisplayName("Q7 a key of 1 to 200 characters passes")
    void goodOrderingKey_passes() {
        assertThatCode(() -> RequestRules.check(GOOD.withOrderingKey("k"))).doesNotThrowAnyException();
        assertThatCode(() -> RequestRules.check(GOOD.withOrderingKey("ä/ ".repeat(66) + "xy")))
                .doesNotThrowAnyException();
    }

    @Test
    void good_passes() {
        assertThatCode(() -> RequestRules.check(GOOD)).doesNotThrowAnyException();
        assertThatCode(() -> RequestRules.check(GOOD.withDueAt(Instant.parse("2199-12-31T23:59:59Z"))))
                .doesNotThrowAnyException();
    }
}
