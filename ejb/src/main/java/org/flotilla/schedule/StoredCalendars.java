package org.flotilla.schedule;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.flotilla.audit.Audit;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Names;
import org.flotilla.core.sql.StoredText;

/** The holiday calendars in the database; each act is one transaction with its audit entry. */
@Stateless
public class StoredCalendars implements Calendars {

    private static final int YEARS_AHEAD = 10;
    private static final int LONGEST_LABEL = 200;
    private static final int MOST_NAMED = 10;

    private CalendarStore store;
    private ScheduleStore schedules;
    private CalendarFile file;
    private Audit audit;

    /** For the container. */
    protected StoredCalendars() {}

    @Inject
    public StoredCalendars(CalendarStore store, ScheduleStore schedules, CalendarFile file, Audit audit) {
        this.store = store;
        this.schedules = schedules;
        this.file = file;
        this.audit = audit;
    }

    @Override
    public HolidayCalendar create(CalendarRequest request, String actor) {
        String name = Names.checked("calendar", request.name());
        CalendarCheck.description(request.description());
        List<CalendarDay> days = request.days() == null ? List.of() : CalendarCheck.days(request.days());
        if (!store.insert(name, request.description())) {
            throw Names.taken("calendar", name);
        }
        store.addDays(name, days);
        audit.record(actor, "calendar.create", name, days.size() + " days");
        return existing(name);
    }

    @Override
    public HolidayCalendar update(String name, CalendarRequest request, long version, String actor) {
        HolidayCalendar before = existing(name);
        FlotillaException.checking("name", () -> Names.ensureSame("calendar", name, request.name()));
        CalendarCheck.description(request.description());
        List<CalendarDay> days = request.days() == null ? before.days() : CalendarCheck.days(request.days());
        if (!store.update(name, request.description(), version)) {
            throw stale(name);
        }
        if (request.days() != null) {
            store.replaceDays(name, days);
        }
        audit.record(actor, "calendar.update", name, difference(before.days(), days));
        return existing(name);
    }

    @Override
    public void delete(String name, long version, String actor) {
        HolidayCalendar before = existing(name);
        List<String> users = store.users(name);
        if (!users.isEmpty()) {
            throw new FlotillaException(
                            ErrorCode.CONFLICT,
                            "The calendar '" + name + "' is used by " + users.size() + " schedules: "
                                    + users.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")) + ".",
                            "Let them use another, or none, first.")
                    .told("calendarUsed", name, users.get(0));
        }
        if (!store.delete(name, version)) {
            throw stale(name);
        }
        audit.record(actor, "calendar.delete", name, before.days().size() + " days");
    }

    @Override
    public Optional<HolidayCalendar> find(String name) {
        return store.find(name);
    }

    @Override
    public List<CalendarSummary> list() {
        return store.list();
    }

    @Override
    public CalendarImport addDays(String name, byte[] iCalendar, String actor) {
        String text = CalendarCheck.text(iCalendar);
        LocalDate from = LocalDate.ofInstant(schedules.now(), ZoneOffset.UTC).withDayOfYear(1);
        CalendarFile.Content read =
                file.read(text, from, from.plusYears(YEARS_AHEAD + 1L).minusDays(1), MOST_DAYS);
        read.days().keySet().forEach(CalendarCheck::bounded);
        if (!store.touch(name)) {
            throw FlotillaException.notFound("calendar", name);
        }
        Map<LocalDate, String> present = byDay(existing(name).days());
        List<CalendarDay> added = read.days().entrySet().stream()
                .filter(day -> !present.containsKey(day.getKey()))
                .map(day -> new CalendarDay(day.getKey(), StoredText.fit(day.getValue(), LONGEST_LABEL)))
                .toList();
        CalendarCheck.count(present.size() + added.size());
        store.addDays(name, added);
        audit.record(actor, "calendar.import", name, added.size() + " days added");
        HolidayCalendar after = existing(name);
        return new CalendarImport(
                added.size(),
                read.days().size() - added.size(),
                read.leftOut(),
                after.days().size(),
                after.version());
    }

    private static Map<LocalDate, String> byDay(List<CalendarDay> days) {
        return days.stream().collect(Collectors.toMap(CalendarDay::day, CalendarDay::label));
    }

    private static String difference(List<CalendarDay> before, List<CalendarDay> after) {
        Set<CalendarDay> old = Set.copyOf(before);
        Set<CalendarDay> present = Set.copyOf(after);
        long added = present.stream().filter(day -> !old.contains(day)).count();
        long removed = old.stream().filter(day -> !present.contains(day)).count();
        return added + " days added, " + removed + " removed";
    }

    private HolidayCalendar existing(String name) {
        return store.find(name).orElseThrow(() -> FlotillaException.notFound("calendar", name));
    }

    private static FlotillaException stale(String name) {
        return new FlotillaException(
                        ErrorCode.STALE,
                        "The calendar '" + name + "' was changed by somebody else.",
                        "Read it again and repeat your change.")
                .told("stale", name);
    }
}
