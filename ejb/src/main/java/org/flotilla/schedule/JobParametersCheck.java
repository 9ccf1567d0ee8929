package org.flotilla.schedule;

import java.util.Map;
import org.flotilla.core.FlotillaException;

/**
 * Says what is wrong with the parameters of one job, before a schedule with them is kept. A feature that has such a job
 * implements it as a bean; jobs without one take any parameters. Thread-safe.
 */
public interface JobParametersCheck {

    /** The job whose parameters it checks. */
    String job();

    /** @throws FlotillaException INVALID_INPUT about the field {@code jobParameters.<name>} */
    void check(Map<String, String> parameters);
}
