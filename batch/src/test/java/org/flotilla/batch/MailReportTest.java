package org.flotilla.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.flotilla.queue.Claim;
import org.flotilla.report.ReportRun;
import org.flotilla.schedule.JobLogLine;
import org.flotilla.schedule.JobNotes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S3 the job that mails a report")
class MailReportTest {

    private final List<String> acts = new ArrayList<>();
    private final Map<String, Object> step = new HashMap<>(Map.of("StepName", "mail"));
    private final Properties properties = new Properties();
    private MailReport stoppedByReading;

    @Test
    void report_isReadInPartsThenSent() {
        batchlet().process();

        assertThat(acts)
                .containsExactly(
                        "begin DAY Europe/Berlin of 2026-11-25T05:00:00Z for event 7",
                        "progress 1 of 2",
                        "progress 2 of 2",
                        "send");
        assertThat(step).containsEntry("ExitStatus", "handed over");
    }

    @Test
    void stopped_sendsNothing() {
        stoppedByReading = batchlet();

        stoppedByReading.process();

        assertThat(acts).last().isEqualTo("progress 1 of 2");
    }

    @Test
    void wrongParameter_isNamed() {
        MailReport batchlet = batchlet();
        properties.setProperty("period", "YEAR");

        assertThatThrownBy(batchlet::process).hasMessageContaining("'YEAR' is no period");
    }

    private MailReport batchlet() {
        properties.setProperty("flotilla.event", "7");
        properties.setProperty("flotilla.incarnation", "3");
        properties.setProperty("flotilla.attempt", "2");
        properties.setProperty("flotilla.moment", "2026-11-25T05:00:00Z");
        properties.setProperty("timeZone", "Europe/Berlin");
        properties.setProperty("to", "");
        JobContext job = context(JobContext.class, Map.of("Properties", properties, "ExecutionId", 41L));
        StepContext context = context(StepContext.class, step);
        return new MailReport(
                job,
                context,
                new Fence(claim -> {}, job),
                (order, moment, claim) -> {
                    acts.add("begin " + order.period() + " " + order.zone() + " of " + moment + " for event "
                            + claim.event());
                    return new TwoParts(claim);
                },
                new StepNotes(job, context, new Notes()));
    }

    private final class TwoParts implements ReportRun {

        private int read;

        TwoParts(Claim claim) {
            assertThat(claim.attempt()).isEqualTo(2);
        }

        @Override
        public int parts() {
            return 2;
        }

        @Override
        public boolean readNext() {
            if (stoppedByReading != null) {
                stoppedByReading.stop();
            }
            read++;
            return read <= 2;
        }

        @Override
        public String send() {
            acts.add("send");
            return "handed over";
        }
    }

    private final class Notes implements JobNotes {

        @Override
        public void log(long execution, JobLogLine.Level level, String text) {
            acts.add(level + " " + text);
        }

        @Override
        public void progress(long execution, String name, long done, Long total) {
            acts.add("progress " + done + " of " + total);
        }
    }

    /** A context whose getters and setters work on a map. */
    private static <T> T context(Class<T> type, Map<String, Object> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    String name = method.getName().substring(3);
                    return arguments == null ? values.get(name) : values.put(name, arguments[0]);
                }));
    }
}
