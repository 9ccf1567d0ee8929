package org.flotilla.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.flotilla.config.Parameter;
import org.flotilla.config.ParameterSource;

/** Puts them on the configuration page. */
@ApplicationScoped
public class ScheduleParameterSource implements ParameterSource {

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(
                ScheduleParameters.HISTORY_DAYS,
                ScheduleParameters.TRANSFER_DAYS,
                ScheduleParameters.AUDIT_DAYS,
                ScheduleParameters.JOB_DAYS,
                ScheduleParameters.MISFIRE_THRESHOLD);
    }
}
