package org.flotilla.report;

import java.util.List;
import java.util.Objects;

/**
 * One table of a report, as text and as HTML alike. Texts are plain: whoever writes HTML escapes them.
 *
 * @param note below the table; may be null
 */
record Section(String title, List<Column> columns, List<List<Cell>> rows, String note) {

    private static final int LONGEST = 300;

    /** @param numeric right-aligned */
    record Column(String title, boolean numeric) {}

    /**
     * @param detail in small letters below; may be null
     * @param link where it leads; may be null
     * @param bad to be seen at once
     */
    record Cell(String text, String detail, String link, boolean bad) {

        /** One whose words may be a stranger's. */
        Cell {
            text = line(Objects.requireNonNullElse(text, ""));
            detail = detail == null ? null : line(detail);
        }

        static Cell of(String text) {
            return new Cell(text, null, null, false);
        }

        static Cell of(String text, String detail) {
            return new Cell(text, detail, null, false);
        }

        Cell to(String newLink) {
            return new Cell(text, detail, newLink, bad);
        }
    }

    /** In one line, cut, without what steers a terminal or the direction of writing. */
    static String line(String text) {
        String clean =
                text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ").strip();
        return clean.codePointCount(0, clean.length()) <= LONGEST
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }
}
