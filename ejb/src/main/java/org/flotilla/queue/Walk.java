package org.flotilla.queue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;

/**
 * The identities that somebody who looks for events has still before him (Q8). Down: newest first. Up, for what is submitted
 * anew: oldest first, as the events of an ordering key get new numbers in the order in which they are taken (Q7). The way up
 * ends where the history ended when the walk began: else what fails again at once would be taken again, for ever.
 *
 * @param from the lowest; 0: as far down as there are any
 * @param before the lowest that is above all of them
 */
public record Walk(long from, long before, boolean isUp) {

    private static final Pattern DOWN = Pattern.compile("[0-9]{1,18}");
    private static final Pattern UP = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    public static Walk down(long before) {
        return new Walk(0, before, false);
    }

    static Walk up(long before) {
        return new Walk(0, before, true);
    }

    /** @throws FlotillaException INVALID_INPUT if the cursor is not one that {@link #next} gave for a way up */
    static Walk up(String cursor) {
        Matcher stretch = UP.matcher(cursor);
        if (!stretch.matches()) {
            throw FlotillaException.invalid(
                    "'" + cursor + "' is no cursor of a resubmission.",
                    "Use the one that the part before gave, or none.");
        }
        return new Walk(Long.parseLong(stretch.group(1)), Long.parseLong(stretch.group(2)), true);
    }

    static boolean isUp(EventAction action) {
        return action == EventAction.RESUBMIT;
    }

    /** Whether an act can go on at this cursor. */
    public static boolean isCursor(EventAction action, String text) {
        return (isUp(action) ? UP : DOWN).matcher(text).matches();
    }

    /** What is left of it when this event, and all on the way to it, are done with. */
    Walk after(EventId id) {
        return isUp ? new Walk(id.value() + 1, before, true) : new Walk(from, id.value(), false);
    }

    /** What is left of it when a first part is done with. */
    public Walk after(Walk part) {
        return isUp ? new Walk(part.before, before, true) : new Walk(from, part.from, false);
    }

    public boolean isAtItsEnd() {
        return from >= before;
    }

    /** The cursor at which to go on with this; null if nothing is left. */
    public String next() {
        if (isAtItsEnd()) {
            return null;
        }
        return isUp ? from + "-" + before : Long.toString(before);
    }
}
