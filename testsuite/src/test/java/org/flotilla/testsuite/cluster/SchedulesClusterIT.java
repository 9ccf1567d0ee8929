package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * For as many seconds as {@code -Dflotilla.schedule.seconds} says, and until some have passed since the other node was added. A
 * third of them is idle: nothing but the schedule's own jobs runs.
 */
@ExtendWith(OnCluster.class)
@DisplayName("S1 a schedule of one second on three nodes")
class SchedulesClusterIT {

    private static final int SECONDS = Integer.getInteger("flotilla.schedule.seconds", 45);
    private static final int MORE = 5;
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration BEGIN = Duration.ofSeconds(3);
    private static final Duration LATEST = Duration.ofSeconds(1);
    private static final Duration LATEST_IDLE = Duration.ofMillis(100);
    private static final String NAME = "each-second";

    /** Of fewer firings the 99th percentile is the worst one. */
    private static final int ENOUGH = 100;

    private final TestCluster cluster;

    SchedulesClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    @DisplayName("S1 each second fires once, in time, while a node is killed and another one is added")
    void comingAndGoing_costsNoFiring() throws SQLException {
        Instant first = createSchedule(Instant.now().plus(BEGIN).truncatedTo(ChronoUnit.SECONDS));
        awaitFiring(first.plusSeconds(SECONDS / 3));
        cluster.domain().kill("node-3");
        Instant killed = lastFiring();
        try (AddedNode added = new AddedNode(cluster)) {
            added.start("node-1");
            Instant joined = lastFiring();
            awaitFiring(latest(first.plusSeconds(SECONDS - 1L), joined.plusSeconds(MORE)));
            Instant last = pause();
            cluster.domain().beginStart("node-3");

            List<JsonObject> events = events();
            assertThat(events.stream().map(SchedulesClusterIT::firing).sorted())
                    .as("each second once")
                    .containsExactlyElementsOf(LongStream.rangeClosed(
                                    0, Duration.between(first, last).toSeconds())
                            .mapToObj(first::plusSeconds)
                            .toList());
            Lateness idle = Lateness.of(events, first, killed);
            idle.print("idle");
            Lateness.of(events, killed, joined).print("while a node was killed and another one started");
            Lateness all = Lateness.of(events, first, last.plusSeconds(1));
            all.print("of all");
            assertThat(all.percentile(all.firings() >= ENOUGH ? 99 : 50)).isLessThanOrEqualTo(LATEST);
            if (idle.firings() >= ENOUGH) {
                assertThat(idle.percentile(99)).isLessThanOrEqualTo(LATEST_IDLE);
            }
            awaitAllRun(events.size());
        }
        cluster.awaitAllOnline();
    }

    /** Returns when it fires first: later, if the request took longer than until then. */
    private Instant createSchedule(Instant start) {
        return Instant.parse(cluster.create(
                        "schedules",
                        Json.createObjectBuilder()
                                .add("name", NAME)
                                .add("kind", "CRON")
                                .add("expression", "* * * * * ?")
                                .add("job", "purge")
                                .add("startsAt", start.toString())
                                .add(
                                        "endsAt",
                                        start.plusSeconds(SECONDS).plus(LONGEST).toString()))
                .getString("nextFireAt"));
    }

    /** Nothing fires any more; returns the moment of the last firing. */
    private Instant pause() {
        cluster.api("node-1").post("schedules/" + NAME + "/pause").mustBeGood();
        return lastFiring();
    }

    private void awaitFiring(Instant moment) {
        await("the firing of " + moment)
                .atMost(SETTLE.plus(Duration.between(Instant.now(), moment)))
                .until(() -> !lastFiring().isBefore(moment));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void awaitAllRun(int count) {
        await("a run for each firing, each once")
                .atMost(SETTLE)
                .until(() -> events().stream()
                                .filter(event -> "DONE".equals(event.getString("state")))
                                .count()
                        == count);
    }

    private JsonObject schedule() {
        return cluster.api("node-1").get("schedules/" + NAME).object();
    }

    private Instant lastFiring() {
        JsonObject schedule = schedule();
        return schedule.isNull("lastFireAt") ? Instant.EPOCH : Instant.parse(schedule.getString("lastFireAt"));
    }

    private List<JsonObject> events() {
        return cluster.allItems("node-1", "events?type=MAINTENANCE").stream()
                .filter(event -> NAME.equals(attribute(event, "schedule")))
                .toList();
    }

    private static String attribute(JsonObject event, String name) {
        return event.getJsonObject("attributes").getString(name, null);
    }

    private static Instant firing(JsonObject event) {
        return Instant.parse(attribute(event, "firing"));
    }

    /**
     * By how much firings were late: from the moment they were due to that of their events, by the database's clock.
     *
     * @param millis ascending
     */
    private record Lateness(List<Long> millis) {

        /** Of the firings of the moments from, and before. */
        static Lateness of(List<JsonObject> events, Instant from, Instant before) {
            return new Lateness(events.stream()
                    .filter(event ->
                            !firing(event).isBefore(from) && firing(event).isBefore(before))
                    .map(event -> Duration.between(firing(event), Instant.parse(event.getString("createdAt")))
                            .toMillis())
                    .sorted()
                    .toList());
        }

        int firings() {
            return millis.size();
        }

        /** What so many of a hundred do not exceed. */
        Duration percentile(int percent) {
            return Duration.ofMillis(millis.get((millis.size() * percent + 99) / 100 - 1));
        }

        void print(String when) {
            System.out.printf(
                    "FIGURE lateness of %d firings, %s: p50 %d ms, p99 %d ms, longest %d ms%n",
                    firings(),
                    when,
                    percentile(50).toMillis(),
                    percentile(99).toMillis(),
                    percentile(100).toMillis());
        }
    }
}
