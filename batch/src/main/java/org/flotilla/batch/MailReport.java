package org.flotilla.batch;

import jakarta.batch.api.AbstractBatchlet;
import jakarta.batch.runtime.context.JobContext;
import jakarta.batch.runtime.context.StepContext;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.flotilla.report.ReportOrder;
import org.flotilla.report.ReportRun;
import org.flotilla.report.Reports;
import org.flotilla.schedule.JobExecution;

/**
 * Makes a report and hands it to the outbox (S3). Outside a transaction: reading holds nothing, and handing over is one
 * transaction with the fence in it. Begun anew after a restart it reads again, and hands over what was not handed over before.
 */
@Dependent
@Named("mailReport")
public class MailReport extends AbstractBatchlet {

    private final JobContext job;
    private final StepContext step;
    private final Fence fence;
    private final Reports reports;
    private final StepNotes notes;
    private volatile boolean stopping;

    @Inject
    public MailReport(JobContext job, StepContext step, Fence fence, Reports reports, StepNotes notes) {
        this.job = job;
        this.step = step;
        this.fence = fence;
        this.reports = reports;
        this.notes = notes;
    }

    @Override
    public String process() {
        ReportRun run = reports.begin(order(), moment(), fence.claim());
        long done = 0;
        while (!stopping && run.readNext()) {
            done++;
            notes.progress(done, (long) run.parts());
        }
        if (!stopping) {
            step.setExitStatus(run.send());
        }
        return step.getExitStatus();
    }

    @Override
    public void stop() {
        stopping = true;
    }

    /** The job's properties are its parameters; those that were not given are empty. */
    private ReportOrder order() {
        Map<String, String> parameters = new HashMap<>();
        ReportOrder.PARAMETERS.forEach(
                name -> parameters.put(name, job.getProperties().getProperty(name, "")));
        return ReportOrder.of(parameters);
    }

    private Instant moment() {
        return Instant.parse(job.getProperties().getProperty(JobExecution.MOMENT));
    }
}
