package org.flotilla.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.flotilla.account.AccountDeleting;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.Schedule;
import org.flotilla.schedule.Schedules;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S2 an account whose home a schedule clears up is not deleted")
class RetentionReferencesTest {

    private final RetentionReferences references = new RetentionReferences((Schedules) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Schedules.class},
            (proxy, method, given) -> List.of(
                    schedule("pull", Map.of("account", "other")),
                    schedule("retain", Map.of()),
                    schedule("retain", Map.of("account", "acme")))));

    private static Schedule schedule(String job, Map<String, String> parameters) {
        return new Schedule(
                job + parameters.size(),
                Schedule.Kind.INTERVAL,
                "60",
                "UTC",
                job,
                parameters,
                true,
                Instant.EPOCH,
                null,
                1);
    }

    @Test
    void used_isKept() {
        FlotillaException refusal =
                catchThrowableOfType(FlotillaException.class, () -> references.onAccount(new AccountDeleting("acme")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(refusal).hasMessageContaining("'retain1'");
    }

    @Test
    void unused_mayGo() {
        assertThatCode(() -> references.onAccount(new AccountDeleting("other"))).doesNotThrowAnyException();
    }
}
