package org.flotilla.report;

import org.flotilla.core.FlotillaException;

/** One report in the making. For one thread. A run that is lost is begun anew, as it changes nothing before it is sent. */
public interface ReportRun {

    /** How many parts the period has. */
    int parts();

    /** Reads one part more; false if all have been read. In short statements, each by itself. */
    boolean readNext();

    /**
     * Hands the report to the outbox, in one transaction with the fence: once for an event, whoever runs it and however often.
     *
     * @return what was done, for people
     * @throws FlotillaException NOT_OWNER if another has the event: then nothing was handed over
     */
    String send();
}
