package org.flotilla.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameters;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Claim;
import org.flotilla.queue.HistoryRetention;
import org.flotilla.schedule.JobLogLine;
import org.flotilla.schedule.JobNotes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S3 purging")
class PurgeTest {

    private final List<String> acts = new ArrayList<>();
    private final Map<String, Object> step = new HashMap<>();
    private int rows = 2500;
    private boolean owned = true;

    @Test
    void history_isPurgedAThousandRowsAtATime() throws Exception {
        runHistory("1000", null);

        assertThat(acts)
                .containsExactly(
                        "progress 0 of 2500",
                        "history P40D 1000",
                        "progress 1000 of 2500",
                        "history P40D 1000",
                        "progress 2000 of 2500",
                        "history P40D 1000",
                        "progress 2500 of 2500",
                        "history P40D 1000",
                        "progress 2500 of 2500");
        assertThat(step).containsEntry("ExitStatus", "2500 deleted");
    }

    @Test
    @DisplayName("S4 a restarted purge goes on counting where the run before was")
    void restart_goesOnCounting() throws Exception {
        rows = 5;

        assertThat(runHistory("2", 20L)).isEqualTo(25L);

        assertThat(step).containsEntry("ExitStatus", "25 deleted");
        assertThat(acts).startsWith("progress 20 of 25", "history P40D 2", "progress 22 of 25");
    }

    @Test
    void badNumberOfRows_isRefused() {
        for (String bad : List.of("0", "-1", "many", "10001", "")) {
            assertThatThrownBy(() -> runHistory(bad, null)).hasMessageContaining("The parameter rows is '" + bad + "'");
        }
        assertThat(acts).isEmpty();
    }

    @Test
    void transfers_arePurgedUntilThereAreNoMoreThenTheOrphans() {
        rows = 1500;

        transfers().process();

        assertThat(acts)
                .containsExactly(
                        "fence 7/3/2",
                        "transfers P90D 1000",
                        "fence 7/3/2",
                        "transfers P90D 1000",
                        "fence 7/3/2",
                        "transfers P90D 1000",
                        "fence 7/3/2",
                        "orphans");
        assertThat(step.get("ExitStatus")).asString().startsWith("1500 deleted, and 4 contents");
    }

    @Test
    void stoppedTransfers_endAfterTheirPart() {
        PurgeTransfers batchlet = transfers();
        batchlet.stop();

        batchlet.process();

        assertThat(acts).isEmpty();
    }

    @Test
    void lostEvent_purgesNothing() {
        owned = false;

        assertThatThrownBy(() -> transfers().process())
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER));

        assertThat(acts).containsExactly("fence 7/3/2");
    }

    @Test
    void jobWithoutEvent_doesNotRun() {
        JobContext job = context(JobContext.class, Map.of("Properties", new Properties()));

        assertThatThrownBy(() -> new Fence(this::ensureOwned, job)).hasMessageContaining("flotilla.event");
    }

    /** What the batch runtime does with chunks of one item; returns the last checkpoint. */
    private Serializable runHistory(String limit, Serializable checkpoint) throws Exception {
        StepContext context = context(StepContext.class, step);
        PurgeReader reader = new PurgeReader(context, limit);
        PurgeHistoryWriter writer = new PurgeHistoryWriter(context, new Defaults(), notes(), history());
        reader.open(checkpoint);
        writer.open(null);
        for (Object item = reader.readItem(); item != null; item = reader.readItem()) {
            writer.writeItems(List.of(item));
        }
        return reader.checkpointInfo();
    }

    private HistoryRetention history() {
        return new HistoryRetention() {
            @Override
            public int purge(Duration age, int limit) {
                return PurgeTest.this.purge("history", age, limit);
            }

            @Override
            public long count(Duration age) {
                return rows;
            }
        };
    }

    private PurgeTransfers transfers() {
        return new PurgeTransfers(
                context(StepContext.class, step),
                fence(),
                new Defaults(),
                (age, limit) -> purge("transfers", age, limit),
                this::purgeOrphans,
                notes());
    }

    private StepNotes notes() {
        step.put("StepName", "history");
        return new StepNotes(
                context(JobContext.class, Map.of("ExecutionId", 41L)), context(StepContext.class, step), new Notes());
    }

    private final class Notes implements JobNotes {

        @Override
        public void log(long execution, JobLogLine.Level level, String text) {
            acts.add(level + " " + text);
        }

        @Override
        public void progress(long execution, String name, long done, Long total) {
            if (total != null) {
                acts.add("progress " + done + " of " + total);
            }
        }
    }

    private int purgeOrphans() {
        acts.add("orphans");
        return 4;
    }

    private Fence fence() {
        Properties properties = new Properties();
        properties.setProperty("flotilla.event", "7");
        properties.setProperty("flotilla.incarnation", "3");
        properties.setProperty("flotilla.attempt", "2");
        return new Fence(this::ensureOwned, context(JobContext.class, Map.of("Properties", properties)));
    }

    private void ensureOwned(Claim claim) {
        acts.add("fence " + claim.event() + "/" + claim.incarnation() + "/" + claim.attempt());
        if (!owned) {
            throw new FlotillaException(ErrorCode.NOT_OWNER, "Another's.", "Nothing.");
        }
    }

    private int purge(String what, Duration age, int limit) {
        acts.add(what + " P" + age.toDays() + "D " + limit);
        int purged = Math.min(rows, limit);
        rows -= purged;
        return purged;
    }

    /** A context whose getters and setters work on a map. */
    private static <T> T context(Class<T> type, Map<String, Object> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    String name = method.getName().substring(3);
                    return arguments == null ? values.get(name) : values.put(name, arguments[0]);
                }));
    }

    private static final class Defaults implements Parameters {

        @Override
        public <T> T get(Parameter<T> parameter) {
            return parameter.defaultValue();
        }
    }
}
