package org.flotilla.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.batch.runtime.context.JobContext;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Claim;
import org.flotilla.retention.Retention;
import org.flotilla.retention.RetentionOrder;
import org.flotilla.retention.RetentionRun;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S3 the job that deletes and archives files")
class RetainJobTest {

    private final Properties properties = new Properties();
    private final JobContext job = (JobContext) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {JobContext.class},
            (proxy, method, arguments) -> "getProperties".equals(method.getName()) ? properties : null);
    private final List<String> acts = new ArrayList<>();

    RetainJobTest() {
        properties.setProperty("flotilla.event", "7");
        properties.setProperty("flotilla.incarnation", "3");
        properties.setProperty("flotilla.attempt", "2");
        properties.setProperty("account", "");
        properties.setProperty("olderThan", "30");
        properties.setProperty("action", "DELETE");
    }

    @Test
    void definition_handsOnEachParameter() throws Exception {
        try (InputStream definition = getClass().getResourceAsStream("/META-INF/batch-jobs/retain.xml")) {
            String text = new String(definition.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(RetentionOrder.PARAMETERS)
                    .allMatch(name -> text.contains(
                            "<property name=\"" + name + "\" value=\"#{jobParameters['" + name + "']}\"/>"));
        }
    }

    @Test
    @DisplayName("S4 reading goes on from the checkpoint, whose empty parameters count as not given")
    void reader_goesOnFromTheCheckpoint() {
        RetainReader reader = new RetainReader(
                null, job, new Fence(claim -> {}, job), new Refusing(), new StepNotes(job, null, null));

        assertThatThrownBy(() -> reader.open(new HashMap<>(Map.of("path", "/in/a"))))
                .hasMessage("Refused.");
        assertThatThrownBy(() -> reader.open(null)).hasMessage("Refused.");

        assertThat(acts)
                .containsExactly("all accounts, P30D from {path=/in/a} for 7", "all accounts, P30D from {} for 7");
        assertThat(reader.checkpointInfo()).isNull();
    }

    private final class Refusing implements Retention {

        @Override
        public RetentionRun begin(
                RetentionOrder order, Claim claim, Map<String, Serializable> checkpoint, Consumer<String> told) {
            acts.add((order.account() == null ? "all accounts" : order.account()) + ", P"
                    + order.olderThan().toDays() + "D from " + checkpoint + " for " + claim.event());
            throw FlotillaException.invalid("Refused.", "Nothing.");
        }
    }
}
