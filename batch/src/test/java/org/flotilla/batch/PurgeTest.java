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
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.queue.Ownership;
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
        run("history");

        assertThat(acts)
                .containsExactly(
                        "fence 7/3",
                        "history P30D 1000",
                        "fence 7/3",
                        "history P30D 1000",
                        "fence 7/3",
                        "history P30D 1000",
                        "fence 7/3",
                        "history P30D 1000");
        assertThat(step).containsEntry("ExitStatus", "2500 deleted");
    }

    @Test
    void transfers_areKeptLonger() throws Exception {
        rows = 0;

        run("transfers");

        assertThat(acts).containsExactly("fence 7/3", "transfers P90D 1000");
        assertThat(step).containsEntry("ExitStatus", "0 deleted");
    }

    @Test
    void lostEvent_purgesNothing() {
        owned = false;

        assertThatThrownBy(() -> run("history"))
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER));

        assertThat(acts).containsExactly("fence 7/3");
    }

    @Test
    void jobWithoutEvent_doesNotRun() {
        JobContext job = context(JobContext.class, Map.of("Properties", new Properties()));

        assertThatThrownBy(() -> new Fence(this::ensureOwned, job)).hasMessageContaining("flotilla.event");
    }

    /** What the batch runtime does with a chunk of one item. */
    private void run(String of) throws Exception {
        StepContext context = context(StepContext.class, step);
        ItemReader reader = new PurgeReader(context);
        PurgeWriter writer = writer(context, of);
        reader.open(null);
        for (Object item = reader.readItem(); item != null; item = reader.readItem()) {
            writer.writeItems(List.of(item));
        }
    }

    private PurgeWriter writer(StepContext context, String of) {
        Properties properties = new Properties();
        properties.setProperty("flotilla.event", "7");
        properties.setProperty("flotilla.incarnation", "3");
        Ownership ownership = this::ensureOwned;
        PurgeWriter writer = new PurgeWriter(
                context,
                new Fence(ownership, context(JobContext.class, Map.of("Properties", properties))),
                new Defaults(),
                (age, limit) -> purge("history", age, limit),
                (age, limit) -> purge("transfers", age, limit));
        writer.of = of;
        return writer;
    }

    private void ensureOwned(EventId event, Incarnation incarnation) {
        acts.add("fence " + event + "/" + incarnation);
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
