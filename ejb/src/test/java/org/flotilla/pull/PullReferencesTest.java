package org.flotilla.pull;

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
import org.flotilla.site.SiteDeleting;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S2 what a schedule pulls with is not deleted")
class PullReferencesTest {

    private List<Schedule> schedules = List.of(schedule("purge", "other"), schedule("pull", "bank"));
    private final PullReferences references = new PullReferences((Schedules) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Schedules.class}, (proxy, method, given) -> schedules));

    private static Schedule schedule(String job, String site) {
        return new Schedule(
                job + "-" + site,
                Schedule.Kind.INTERVAL,
                "60",
                "UTC",
                job,
                Map.of("site", site, "account", "acme"),
                true,
                Instant.EPOCH,
                null,
                1);
    }

    @Test
    void used_isKept() {
        FlotillaException refusal =
                catchThrowableOfType(FlotillaException.class, () -> references.onSite(new SiteDeleting("bank")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(refusal).hasMessageContaining("pull-bank");
        assertThat(catchThrowableOfType(
                        FlotillaException.class, () -> references.onAccount(new AccountDeleting("acme"))))
                .hasMessageContaining("pull-bank");
    }

    @Test
    @DisplayName("S2 nor is the account that a folder monitor takes files in for")
    void monitored_isKept() {
        schedules = List.of(schedule("monitor", ""));

        assertThat(catchThrowableOfType(
                        FlotillaException.class, () -> references.onAccount(new AccountDeleting("acme"))))
                .hasMessageContaining("monitor-");
    }

    @Test
    void unused_mayGo() {
        assertThatCode(() -> references.onSite(new SiteDeleting("other"))).doesNotThrowAnyException();
        assertThatCode(() -> references.onAccount(new AccountDeleting("nobody")))
                .doesNotThrowAnyException();
    }
}
