package org.flotilla.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.batch.api.chunk.ItemReader;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S3 purging")
class PurgeTest {

    private final List<String> acts = new ArrayList<>();
    private final Map<String, Object> step = new HashMap<>();
    private int rows = 2500;
    private boolean owned = true;

    @Test
    void history_isPurgedAThousandRowsAtATimeBehindTheFence() throws Exception {
        runHistory();

        assertThat(acts)
                .containsExactly(
                        "fence 7/3/2",
                        "history P30D 1000",
                        "fence 7/3/2",
                        "history P30D 1000",
                        "fence 7/3/2",
                        "history P30D 1000",
                        "fence 7/3/2",
                        "history P30D 1000");
        assertThat(step).containsEntry("ExitStatus", "2500 deleted");
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

        assertThatThrownBy(() -> runHistory())
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER));

        assertThat(acts).containsExactly("fence 7/3/2");
    }

    @Test
    void jobWithoutEvent_doesNotRun() {
        JobContext job = context(JobContext.class, Map.of("Properties", new Properties()));

        assertThatThrownBy(() -> new Fence(this::ensureOwned, job)).hasMessageContaining("flotilla.event");
    }

    /** What the batch runtime does with a chunk of one item. */
    private void runHistory() throws Exception {
        StepContext context = context(StepContext.class, step);
        ItemReader reader = new PurgeHistoryReader(context);
        PurgeHistoryWriter writer =
                new PurgeHistoryWriter(context, fence(), new Defaults(), (age, limit) -> purge("history", age, limit));
        reader.open(null);
        for (Object item = reader.readItem(); item != null; item = reader.readItem()) {
            writer.writeItems(List.of(item));
        }
    }

    private PurgeTransfers transfers() {
        return new PurgeTransfers(
                context(StepContext.class, step),
                fence(),
                new Defaults(),
                (age, limit) -> purge("transfers", age, limit),
                this::purgeOrphans);
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
