package org.flotilla.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.EventHandler;
import org.flotilla.queue.OwnedEvent;
import org.flotilla.queue.SiteGate;
import org.flotilla.site.Site;
import org.flotilla.site.Sites;

/**
 * Runs the batch job of an event that is for a site, once the event has a place there: the job's one connection is counted
 * like those of pushes (W4).
 */
@ApplicationScoped
public class RunSiteJob implements EventHandler {

    private final RunJob runJob;
    private final Sites sites;
    private final SiteGate gate;

    /** For CDI's proxy. */
    protected RunSiteJob() {
        this(null, null, null);
    }

    @Inject
    public RunSiteJob(RunJob runJob, Sites sites, SiteGate gate) {
        this.runJob = runJob;
        this.sites = sites;
        this.gate = gate;
    }

    @Override
    public String action() {
        return RunJobRequest.AT_SITE;
    }

    @Override
    public String handle(OwnedEvent event) throws InterruptedException {
        String name = event.event().site();
        Site site = sites.find(name).orElseThrow(() -> FlotillaException.notFound("site", name));
        try {
            return gate.through(event, site, () -> run(event));
        } catch (Interrupted e) {
            throw e.cause;
        }
    }

    private String run(OwnedEvent event) {
        try {
            return runJob.handle(event);
        } catch (InterruptedException e) {
            throw new Interrupted(e);
        }
    }

    /** Takes it through the gate, whose work throws nothing checked. */
    private static final class Interrupted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final InterruptedException cause;

        Interrupted(InterruptedException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
