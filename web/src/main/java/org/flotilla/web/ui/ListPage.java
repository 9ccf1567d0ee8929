package org.flotilla.web.ui;

import java.util.List;
import org.flotilla.core.Page;

/** A page that shows a long list a part at a time, read on the server when it is first asked for. */
public abstract class ListPage<T> {

    private static final int ROWS = 50;

    private String cursor;
    private Page<T> page;

    abstract Page<T> find(String from, int limit);

    public List<T> getItems() {
        return page().items();
    }

    /** The cursor of the page with older items; null if there are none. */
    public String getNext() {
        return page().next();
    }

    public boolean isFirst() {
        return cursor == null;
    }

    public String getCursor() {
        return cursor;
    }

    public void setCursor(String cursor) {
        this.cursor = blankToNull(cursor);
    }

    static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private Page<T> page() {
        if (page == null) {
            page = find(cursor, ROWS);
        }
        return page;
    }
}
