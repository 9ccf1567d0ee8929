package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** For as many seconds as {@code -Dflotilla.schedule.seconds} says. */
@ExtendWith(OnCluster.class)
@DisplayName("S1 a schedule of one second on three nodes")
class SchedulesClusterIT {

    private static final int SECONDS = Integer.getInteger("flotilla.schedule.seconds", 60);
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Duration BEGIN = Duration.ofSeconds(3);
    private static final String NAME = "each-second";

    private final TestCluster cluster;

    SchedulesClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    @DisplayName("S1 each second fires once, in time, while a node is killed and started again")
    void killedNode_costsNoFiring() {
        Instant first = Instant.now().plus(BEGIN).truncatedTo(ChronoUnit.SECONDS);
        Instant last = first.plusSeconds(SECONDS - 1L);
        cluster.create(
                "schedules",
                Json.createObjectBuilder()
                        .add("name", NAME)
                        .add("kind", "CRON")
                        .add("expression", "* * * * * ?")
                        .add("job", "purge")
                        .add("startsAt", first.toString())
                        .add("endsAt", last.toString()));

        Instant third = first.plusSeconds(SECONDS / 3);
        await("a third of the time")
                .atMost(SETTLE.plusSeconds(SECONDS))
                .until(() -> lastFiring().isAfter(third));
        cluster.domain().kill("node-3");
        Instant killed = lastFiring();
        await("some firings without it").atMost(SETTLE).until(() -> lastFiring().isAfter(killed.plusSeconds(5)));
        cluster.domain().beginStart("node-3");
        await("the last firing")
                .atMost(SETTLE.plusSeconds(SECONDS))
                .until(() -> !schedule().getBoolean("enabled"));

        List<JsonObject> events = events();
        assertThat(events.stream().map(SchedulesClusterIT::firing).sorted())
                .as("each second once")
                .containsExactlyElementsOf(LongStream.range(0, SECONDS)
                        .mapToObj(first::plusSeconds)
                        .toList());
        lateness("idle", events, first, killed);
        assertThat(lateness("with a node killed and started", events, first, last.plusSeconds(1)))
                .isLessThanOrEqualTo(Duration.ofSeconds(1));
        cluster.awaitAllOnline();
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

    /** From the moment a firing was due to that of its event, by the database's clock: of a hundred, all but the worst. */
    private static Duration lateness(String when, List<JsonObject> events, Instant from, Instant before) {
        long[] millis = events.stream()
                .filter(event -> !firing(event).isBefore(from) && firing(event).isBefore(before))
                .mapToLong(event -> Duration.between(firing(event), Instant.parse(event.getString("createdAt")))
                        .toMillis())
                .sorted()
                .toArray();
        long p99 = millis[Math.max(0, millis.length * 99 / 100 - 1)];
        System.out.printf(
                "FIGURE lateness of %d firings, %s: p50 %d ms, p99 %d ms, longest %d ms%n",
                millis.length, when, millis[millis.length / 2], p99, millis[millis.length - 1]);
        return Duration.ofMillis(p99);
    }
}
