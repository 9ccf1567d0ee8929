package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.CalendarSummary;
import org.flotilla.schedule.Calendars;
import org.flotilla.schedule.Firing;
import org.flotilla.schedule.Misfire;
import org.flotilla.schedule.Schedule;
import org.flotilla.schedule.ScheduleRequest;
import org.flotilla.schedule.Schedules;

/** One schedule. While somebody types, the page shows when it would fire. */
@Named
@RequestScoped
public class SchedulePage extends EditPage {

    private static final int FIRINGS = 10;

    @Inject
    private Schedules schedules;

    @Inject
    private Calendars calendars;

    private String newName;
    private Schedule.Kind kind = Schedule.Kind.CRON;
    private String expression;
    private String timeZone = "UTC";
    private String job;
    private String jobParameters;
    private Misfire misfire = Misfire.RUN_ONCE;
    private Integer jitterSeconds;
    private String startsAt;
    private String endsAt;
    private String calendar;
    private boolean enabled = true;
    private List<Firing> firings = List.of();

    @Override
    boolean load(String existing) {
        Optional<Schedule> found = schedules.find(existing);
        found.ifPresent(schedule -> {
            setVersion(schedule.version());
            kind = schedule.kind();
            expression = schedule.expression();
            timeZone = schedule.timeZone();
            job = schedule.job();
            jobParameters = text(schedule.jobParameters());
            misfire = schedule.misfire();
            jitterSeconds = schedule.jitterSeconds() == 0 ? null : schedule.jitterSeconds();
            startsAt = local(schedule.startsAt(), schedule.timeZone());
            endsAt = local(schedule.endsAt(), schedule.timeZone());
            calendar = schedule.calendar();
            enabled = schedule.enabled();
            firings = presentFirings(existing);
        });
        return found.isPresent();
    }

    private List<Firing> presentFirings(String existing) {
        try {
            return schedules.firings(existing, FIRINGS);
        } catch (FlotillaException e) {
            // The form says what is wrong as soon as it is saved
            return List.of();
        }
    }

    @Override
    void create(String actor) {
        schedules.create(request(newName), actor);
    }

    @Override
    void update(String existing, long versionRead, String actor) {
        schedules.update(existing, request(existing), versionRead, actor);
    }

    @Override
    void delete(String existing, long versionRead, String actor) {
        schedules.delete(existing, versionRead, actor);
    }

    @Override
    String list() {
        return "schedules";
    }

    /** Shows when it would fire, as soon as it says so. */
    public void preview() {
        if (expression != null) {
            Outcome.of(() -> firings = schedules.firings(request(getName()), FIRINGS));
        }
    }

    private ScheduleRequest request(String name) {
        return new ScheduleRequest(
                name,
                kind,
                expression,
                timeZone,
                job,
                parameters(jobParameters),
                enabled,
                misfire,
                jitterSeconds,
                startsAt,
                endsAt,
                calendar);
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (text != null) {
            text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
                int equals = line.indexOf('=');
                if (equals < 1) {
                    throw FlotillaException.invalid(
                                    Outcome.text("schedule.jobParameters.wrong", line),
                                    Outcome.text("schedule.jobParameters.hint"))
                            .of("jobParameters");
                }
                parameters.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            });
        }
        return parameters;
    }

    private static String text(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static String local(Instant moment, String zone) {
        return moment == null
                ? null
                : LocalDateTime.ofInstant(moment, ZoneId.of(zone)).toString();
    }

    public List<Firing> getFirings() {
        return firings;
    }

    public Schedule.Kind[] getKinds() {
        return Schedule.Kind.values();
    }

    public Misfire[] getMisfires() {
        return Misfire.values();
    }

    public List<String> getJobs() {
        return schedules.jobs();
    }

    public List<String> getCalendarNames() {
        return calendars.list().stream().map(CalendarSummary::name).toList();
    }

    /** Those that people call by a city; any other that the server knows can be typed. */
    public List<String> getZones() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.equals("UTC") || (zone.contains("/") && !zone.matches("(Etc|SystemV)/.*")))
                .sorted()
                .toList();
    }

    public String getNewName() {
        return newName;
    }

    public void setNewName(String newName) {
        this.newName = newName;
    }

    public Schedule.Kind getKind() {
        return kind;
    }

    public void setKind(Schedule.Kind kind) {
        this.kind = kind;
    }

    public String getExpression() {
        return expression;
    }

    public void setExpression(String expression) {
        this.expression = expression;
    }

    public String getTimeZone() {
        return timeZone;
    }

    public void setTimeZone(String timeZone) {
        this.timeZone = timeZone;
    }

    public String getJob() {
        return job;
    }

    public void setJob(String job) {
        this.job = job;
    }

    public String getJobParameters() {
        return jobParameters;
    }

    public void setJobParameters(String jobParameters) {
        this.jobParameters = jobParameters;
    }

    public Misfire getMisfire() {
        return misfire;
    }

    public void setMisfire(Misfire misfire) {
        this.misfire = misfire;
    }

    public Integer getJitterSeconds() {
        return jitterSeconds;
    }

    public void setJitterSeconds(Integer jitterSeconds) {
        this.jitterSeconds = jitterSeconds;
    }

    public String getStartsAt() {
        return startsAt;
    }

    public void setStartsAt(String startsAt) {
        this.startsAt = startsAt;
    }

    public String getEndsAt() {
        return endsAt;
    }

    public void setEndsAt(String endsAt) {
        this.endsAt = endsAt;
    }

    public String getCalendar() {
        return calendar;
    }

    public void setCalendar(String calendar) {
        this.calendar = calendar;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
