package org.flotilla.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.batch.runtime.context.JobContext;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.flotilla.core.FlotillaException;
import org.flotilla.pull.PullOrder;
import org.flotilla.pull.PullRun;
import org.flotilla.pull.Pulls;
import org.flotilla.queue.Claim;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S3 the job that pulls")
class PullJobTest {

    private final Properties properties = new Properties();
    private String jobName = PullOrder.JOB;
    private final JobContext job = (JobContext) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {JobContext.class},
            (proxy, method, arguments) -> "getProperties".equals(method.getName()) ? properties : jobName);
    private final List<String> acts = new ArrayList<>();

    PullJobTest() {
        properties.setProperty("flotilla.event", "7");
        properties.setProperty("flotilla.incarnation", "3");
        properties.setProperty("flotilla.attempt", "2");
        properties.setProperty("site", "bank");
        properties.setProperty("account", "acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {PullOrder.JOB, PullOrder.MONITOR})
    void definition_handsOnEachParameter(String name) throws Exception {
        try (InputStream definition = getClass().getResourceAsStream("/META-INF/batch-jobs/" + name + ".xml")) {
            String text = new String(definition.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains("<job id=\"" + name + "\"");
            assertThat(PullOrder.parameters(name))
                    .allMatch(parameter -> text.contains(
                            "<property name=\"" + parameter + "\" value=\"#{jobParameters['" + parameter + "']}\"/>"));
        }
    }

    @Test
    void emptyProperties_countAsNotGiven() {
        properties.setProperty("pattern", "");

        assertThat(PullParts.order(job)).satisfies(order -> {
            assertThat(order.site()).isEqualTo("bank");
            assertThat(order.pattern()).hasToString("*");
        });
    }

    @Test
    @DisplayName("S3 the job monitor takes from its folder, without a site")
    void monitor_takesFromItsFolder() {
        jobName = PullOrder.MONITOR;
        properties.setProperty("folder", "/erp");

        assertThat(PullParts.order(job)).satisfies(order -> {
            assertThat(order.site()).isEmpty();
            assertThat(order.remoteFolder()).isEqualTo("/erp");
        });
    }

    @Test
    @DisplayName("S4 reading goes on after the name of the checkpoint, and has no effect but that")
    void reader_goesOnAfterTheCheckpoint() {
        PullReader reader = new PullReader(null, job, new Fence(claim -> {}, job), new Refusing());

        assertThatThrownBy(() -> reader.open(new HashMap<>(Map.of("last", "file-041"))))
                .hasMessage("Refused.");
        assertThat(acts).containsExactly("begin bank after file-041 for 7/3/2");
        assertThat(reader.checkpointInfo()).isEqualTo(Map.of("last", "file-041"));
        reader.close();
    }

    @Test
    void forgetting_isTheClaimsToo() {
        assertThat(new ForgetPulled(job, new Fence(claim -> {}, job), new Refusing()).process())
                .isEqualTo("2 forgotten");
        assertThat(acts).containsExactly("forget bank for 7/3/2");
    }

    private final class Refusing implements Pulls {

        @Override
        public PullRun begin(PullOrder order, Claim claim, String after) {
            acts.add("begin " + order.site() + " after " + after + " for " + text(claim));
            throw FlotillaException.invalid("Refused.", "Nothing.");
        }

        @Override
        public String forgetGone(PullOrder order, Claim claim) {
            acts.add("forget " + order.site() + " for " + text(claim));
            return "2 forgotten";
        }

        private static String text(Claim claim) {
            return claim.event() + "/" + claim.incarnation() + "/" + claim.attempt();
        }
    }
}
