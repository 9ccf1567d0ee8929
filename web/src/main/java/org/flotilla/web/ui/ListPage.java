package org.flotilla.web.ui;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flotilla.core.CycleId;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;

/**
 * A page that shows a long list a part at a time, read on the server when it is first asked for. People write addresses by
 * hand and keep them for months: a part of it that means nothing is left out, and the page says so.
 */
public abstract class ListPage<T> {

    private static final int ROWS = 50;
    private static final String NO_CHARACTER = "\uFFFD";

    private String cursor;
    private Page<T> page;
    private boolean misread;

    /** @throws FlotillaException INVALID_INPUT if the cursor is none of this list */
    abstract Page<T> find(String from, int limit);

    public List<T> getItems() {
        return page().items();
    }

    /** The cursor of the page with older items; null if there are none. */
    public String getNext() {
        return page().next();
    }

    /** Whether the page has fewer than it could, as one request looks at a part of what is old: the next looks further back. */
    public boolean isCutShort() {
        return getNext() != null && getItems().size() < ROWS;
    }

    public boolean isFirst() {
        return cursor == null;
    }

    /** Whether the address says something that means nothing here, so that another list is shown than was asked for. */
    public boolean isMisread() {
        page();
        return misread;
    }

    public String getCursor() {
        return cursor;
    }

    public void setCursor(String cursor) {
        this.cursor = blankToNull(cursor);
    }

    /** What is stripped of its spaces; with no character that a database would refuse. */
    static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip().replaceAll("\\p{Cntrl}", NO_CHARACTER);
    }

    static CycleId cycle(String text) {
        return text == null ? null : new CycleId(text);
    }

    /** One of the choices by its name; null if there is no such one, which the page tells. */
    <E extends Enum<E>> E choice(Class<E> type, String text) {
        String wanted = blankToNull(text);
        Optional<E> chosen = Arrays.stream(type.getEnumConstants())
                .filter(choice -> choice.name().equalsIgnoreCase(wanted))
                .findFirst();
        misread |= wanted != null && chosen.isEmpty();
        return chosen.orElse(null);
    }

    /** For the addresses of the other pages of the list. */
    static String name(Enum<?> choice) {
        return choice == null ? null : choice.name();
    }

    private Page<T> page() {
        if (page == null) {
            page = cursor == null ? find(null, ROWS) : findFromCursor();
        }
        return page;
    }

    private Page<T> findFromCursor() {
        try {
            return find(cursor, ROWS);
        } catch (FlotillaException e) {
            if (e.code() != ErrorCode.INVALID_INPUT) {
                throw e;
            }
            misread = true;
            cursor = null;
            return find(null, ROWS);
        }
    }
}
