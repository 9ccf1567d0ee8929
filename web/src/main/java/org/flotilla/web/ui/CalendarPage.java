package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flotilla.core.FlotillaException;
import org.flotilla.schedule.CalendarDay;
import org.flotilla.schedule.CalendarImport;
import org.flotilla.schedule.CalendarRequest;
import org.flotilla.schedule.Calendars;
import org.flotilla.schedule.HolidayCalendar;

/** One holiday calendar: its days as lines of text, and the import of a file. */
@Named
@RequestScoped
public class CalendarPage extends EditPage {

    @Inject
    private Calendars calendars;

    @Inject
    private Me me;

    private String newName;
    private String description;
    private String days;
    private Part file;

    @Override
    boolean load(String existing) {
        Optional<HolidayCalendar> found = calendars.find(existing);
        found.ifPresent(calendar -> {
            setVersion(calendar.version());
            description = calendar.description();
            days = text(calendar.days());
        });
        return found.isPresent();
    }

    @Override
    void create(String actor) {
        calendars.create(new CalendarRequest(newName, description, days(days)), actor);
    }

    @Override
    void update(String existing, long versionRead, String actor) {
        calendars.update(existing, new CalendarRequest(existing, description, days(days)), versionRead, actor);
    }

    @Override
    void delete(String existing, long versionRead, String actor) {
        calendars.delete(existing, versionRead, actor);
    }

    @Override
    String list() {
        return "calendars";
    }

    /** Adds the days of the file that was chosen, then shows the calendar anew. */
    public void upload() {
        String page = "/calendar.xhtml?name=" + getName();
        Outcome.orBack(page, () -> {
            me.requireAdmin();
            CalendarImport done = calendars.addDays(getName(), content(), me.getName());
            Outcome.done(page, Outcome.text("calendar.imported", done.added(), done.known(), done.leftOut()));
        });
    }

    private byte[] content() {
        if (file == null || file.getSize() == 0) {
            throw FlotillaException.invalid(
                    Outcome.text("calendar.file.none"), Outcome.text("calendar.file.none.remedy"));
        }
        try (InputStream content = file.getInputStream()) {
            return content.readNBytes(Calendars.MOST_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line each: the day, and after a blank what it is called. */
    private static List<CalendarRequest.Day> days(String text) {
        return text == null
                ? List.of()
                : text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .map(line -> line.split("\\s+", 2))
                        .map(parts -> new CalendarRequest.Day(parts[0], parts.length == 1 ? "" : parts[1]))
                        .toList();
    }

    private static String text(List<CalendarDay> days) {
        return days.stream().map(day -> (day.day() + " " + day.label()).strip()).collect(Collectors.joining("\n"));
    }

    public String getNewName() {
        return newName;
    }

    public void setNewName(String newName) {
        this.newName = newName;
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String description) {
        this.description = description;
    }

    public String getDays() {
        return days;
    }

    public void setDays(String days) {
        this.days = days;
    }

    /** How large a file may be. */
    public int getMostBytes() {
        return Calendars.MOST_BYTES;
    }

    public Part getFile() {
        return file;
    }

    public void setFile(Part file) {
        this.file = file;
    }
}
