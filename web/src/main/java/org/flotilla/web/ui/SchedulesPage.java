package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.Firing;
import org.flotilla.schedule.Schedule;
import org.flotilla.schedule.Schedules;

/** The schedules with their next and last firings. */
@Named
@RequestScoped
public class SchedulesPage {

    @Inject
    private Schedules schedules;

    private final String key = UUID.randomUUID().toString();
    private List<Row> rows;

    public List<Row> getRows() {
        if (rows == null) {
            rows = schedules.list().stream()
                    .map(schedule -> new Row(schedule, holiday(schedule)))
                    .toList();
        }
        return rows;
    }

    /** Whoever presses "run now" twice on the same page runs it once. */
    public String getKey() {
        return key;
    }

    /** The name of the holiday on which the next firing falls, so that it will be left out; else null. */
    private String holiday(Schedule schedule) {
        if (schedule.calendar() == null) {
            return null;
        }
        try {
            return schedules.firings(schedule.name(), 1).stream()
                    .filter(Firing::skipped)
                    .map(firing -> firing.holiday().isEmpty() ? schedule.calendar() : firing.holiday())
                    .findFirst()
                    .orElse(null);
        } catch (FlotillaException e) {
            // Deleted just now, or its zone is unknown to this node: the list says what there is
            return null;
        }
    }

    /**
     * One schedule.
     *
     * @param holiday why its next firing will be left out; else null
     */
    public record Row(Schedule schedule, String holiday) {}
}
