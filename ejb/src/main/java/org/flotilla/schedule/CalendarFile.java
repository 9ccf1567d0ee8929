package org.flotilla.schedule;

import java.time.LocalDate;
import java.util.Map;
import org.flotilla.core.FlotillaException;

/** Reads the days of a calendar that somebody else made. */
public interface CalendarFile {

    /**
     * The days with their labels.
     *
     * @param text a whole file
     * @param from of what repeats itself, the first day that counts
     * @param to the last
     * @param most of how many days there may be
     * @throws FlotillaException INVALID_INPUT if there is anything in the file that cannot be read, or too much
     */
    Content read(String text, LocalDate from, LocalDate to, int most);

    /**
     * What a file has.
     *
     * @param leftOut events that are no days
     */
    record Content(Map<LocalDate, String> days, int leftOut) {

        public Content {
            days = Map.copyOf(days);
        }
    }
}
