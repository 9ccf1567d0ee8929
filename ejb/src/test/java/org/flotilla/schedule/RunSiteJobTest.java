package org.flotilla.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.OwnedEvent;
import org.flotilla.queue.SiteGate;
import org.flotilla.queue.TaskType;
import org.flotilla.site.Site;
import org.flotilla.test.TestSites;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("W2 W4 a job that pulls from a site")
class RunSiteJobTest {

    private static final Schedule PULL = new Schedule(
            "hourly",
            Schedule.Kind.INTERVAL,
            "3600",
            "UTC",
            "pull",
            Map.of("site", "bank", "account", "acme"),
            true,
            Instant.EPOCH,
            null,
            1);

    private final List<String> acts = new ArrayList<>();
    private final TestSites sites = new TestSites().with("bank", null, null, null);

    @Test
    @DisplayName("W2 runs as PULL, for its site and account; other jobs as MAINTENANCE")
    void eventIsOfItsSite() {
        EventRequest pull = RunJobRequest.of(PULL);

        assertThat(pull.type()).isEqualTo(TaskType.PULL);
        assertThat(pull.site()).isEqualTo("bank");
        assertThat(pull.account()).isEqualTo("acme");
        assertThat(pull.action()).isEqualTo(handler(new Open()).action());
        assertThat(RunJobRequest.of(TestSchedules.every("nightly", "3600", Instant.EPOCH))
                        .type())
                .isEqualTo(TaskType.MAINTENANCE);
    }

    @Test
    @DisplayName("W2 W4 so does one that a person starts: it takes its place at the site like the others")
    void startedByHand_isOfItsSiteToo() {
        EventRequest pull = RunJobRequest.of("pull", Map.of("site", "bank", "account", "acme"));

        assertThat(pull.type()).isEqualTo(TaskType.PULL);
        assertThat(pull.action()).isEqualTo(RunJobRequest.AT_SITE);
        assertThat(pull.site()).isEqualTo("bank");
        assertThat(pull.account()).isEqualTo("acme");
        assertThat(pull.attributes()).containsEntry("job", "pull").containsEntry("job.site", "bank");
    }

    @Test
    @DisplayName("W2 S3 a folder monitor is FM_TRIGGERED, for its account and no site")
    void monitor_isOfItsAccountOnly() {
        EventRequest monitor = RunJobRequest.of("monitor", Map.of("folder", "/erp/out", "account", "acme"));

        assertThat(monitor.type()).isEqualTo(TaskType.FM_TRIGGERED);
        assertThat(monitor.action()).isEqualTo(RunJobRequest.ACTION);
        assertThat(monitor.site()).isNull();
        assertThat(monitor.account()).isEqualTo("acme");
    }

    @Test
    void runsWhileItHasAPlaceAtTheSite() throws InterruptedException {
        assertThat(handler(new Open()).handle(event())).isEqualTo("done");

        assertThat(acts).containsExactly("in bank", "run", "out");
    }

    @Test
    void refusedByTheGate_doesNotBegin() {
        SiteGate closed = new SiteGate() {
            @Override
            public <T> T through(OwnedEvent event, Site site, Supplier<T> work) {
                throw FlotillaException.invalid("Given back.", "Nothing.");
            }
        };

        assertThatThrownBy(() -> handler(closed).handle(event())).hasMessage("Given back.");
        assertThat(acts).isEmpty();
    }

    @Test
    void interrupted_isSaidSo() {
        RunJob interrupted = new RunJob() {
            @Override
            public String handle(OwnedEvent event) throws InterruptedException {
                throw new InterruptedException("stop");
            }
        };

        assertThatThrownBy(() -> new RunSiteJob(interrupted, sites, new Open()).handle(event()))
                .isInstanceOf(InterruptedException.class);
        assertThat(acts).endsWith("out");
    }

    private RunSiteJob handler(SiteGate gate) {
        return new RunSiteJob(
                new RunJob() {
                    @Override
                    public String handle(OwnedEvent event) {
                        acts.add("run");
                        return "done";
                    }
                },
                sites,
                gate);
    }

    private static OwnedEvent event() {
        return new TestEvent(7, 1) {
            @Override
            public Event event() {
                Event any = super.event();
                return new Event(
                        any.id(),
                        any.cycleId(),
                        TaskType.PULL,
                        RunJobRequest.AT_SITE,
                        "acme",
                        "bank",
                        null,
                        any.attributes(),
                        any.state(),
                        any.blockedBy(),
                        any.priority(),
                        any.dueAt(),
                        any.assignedNode(),
                        any.ownerNode(),
                        any.ownerIncarnation(),
                        any.attempts(),
                        any.maxAttempts(),
                        any.createdAt(),
                        any.changedAt(),
                        any.lastError());
            }
        };
    }

    private final class Open implements SiteGate {
        @Override
        public <T> T through(OwnedEvent event, Site site, Supplier<T> work) {
            acts.add("in " + site.name());
            try {
                return work.get();
            } finally {
                acts.add("out");
            }
        }
    }
}
