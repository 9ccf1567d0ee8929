package org.flotilla.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.flotilla.schedule.Schedule.Kind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S2 firings within the dates of a schedule, and their jitter")
class FiringPlanTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void cron_beginsAtItsStart_thatMomentIncluded() {
        FiringPlan plan = plan(Kind.CRON, "0 0 3 * * ?", 0, "2026-12-01T03:00:00Z", null);

        assertThat(plan.first(NOW)).contains(Instant.parse("2026-12-01T03:00:00Z"));
    }

    @Test
    void interval_beginsAtItsStart_andKeepsItsBeat() {
        assertThat(plan(Kind.INTERVAL, "PT1H", 0, "2026-12-01T03:10:00Z", null).first(NOW))
                .contains(Instant.parse("2026-12-01T03:10:00Z"));
        assertThat(plan(Kind.INTERVAL, "PT1H", 0, "2026-11-01T03:10:00Z", null).first(NOW))
                .contains(Instant.parse("2026-11-22T12:10:00Z"));
    }

    @Test
    void interval_withoutAStart_beginsAfterOne() {
        assertThat(plan(Kind.INTERVAL, "PT1H", 0, null, null).first(NOW)).contains(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void end_isTheLastMoment() {
        FiringPlan plan = plan(Kind.CRON, "0 0 3 * * ?", 0, null, "2026-11-24T03:00:00Z");

        assertThat(plan.from(plan.first(NOW), 10))
                .containsExactly(Instant.parse("2026-11-23T03:00:00Z"), Instant.parse("2026-11-24T03:00:00Z"));
    }

    @Test
    void dates_withoutAFiring_haveNone() {
        assertThat(plan(Kind.CRON, "0 0 3 ? * MON", 0, "2026-11-24T00:00:00Z", "2026-11-29T00:00:00Z")
                        .first(NOW))
                .isEqualTo(Optional.empty());
    }

    @Test
    @DisplayName("S2 jitter is the same on every node, between nothing and its most, and differs between firings")
    void jitter_isTheSameEverywhere() {
        FiringPlan plan = plan(Kind.INTERVAL, "PT1H", 600, null, null);
        FiringPlan another = plan(Kind.INTERVAL, "PT1H", 600, null, null);
        List<Instant> firings = IntStream.range(0, 1000)
                .mapToObj(i -> NOW.plus(Duration.ofHours(i)))
                .toList();

        List<Long> jitters = firings.stream()
                .map(at -> Duration.between(at, plan.due(at)).toMillis())
                .toList();

        assertThat(jitters).allMatch(millis -> millis >= 0 && millis <= 600_000);
        assertThat(jitters.stream().distinct().count()).isGreaterThan(900);
        assertThat(jitters.stream().mapToLong(Long::longValue).average().orElseThrow())
                .isBetween(270_000.0, 330_000.0);
        assertThat(firings).allMatch(at -> plan.due(at).equals(another.due(at)));
        assertThat(plan.due(NOW)).isEqualTo(Instant.parse("2026-11-22T12:04:28.571Z"));
    }

    @Test
    void day_isThatOfTheZone() {
        FiringPlan plan = FiringPlan.of(
                new Schedule("x", Kind.CRON, "0 0 * * * ?", "Pacific/Auckland", "purge", Map.of(), true, NOW, null, 1));

        assertThat(plan.day(NOW)).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(plan.endOfDay(NOW)).isEqualTo(Instant.parse("2026-11-23T10:59:59Z"));
    }

    private static FiringPlan plan(Kind kind, String expression, int jitter, String starts, String ends) {
        return FiringPlan.of(new Schedule(
                "x",
                kind,
                expression,
                "UTC",
                "purge",
                Map.of(),
                true,
                NOW,
                null,
                1,
                Misfire.RUN_ONCE,
                jitter,
                starts == null ? null : Instant.parse(starts),
                ends == null ? null : Instant.parse(ends),
                null,
                NOW,
                null));
    }
}
