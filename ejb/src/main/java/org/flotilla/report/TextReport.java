package org.flotilla.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flotilla.report.ReportLetter.Figure;
import org.flotilla.report.Section.Cell;

/** A report for who reads plain text: a line for each row of a table. */
final class TextReport {

    private final ReportLetter letter;

    TextReport(ReportLetter letter) {
        this.letter = letter;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(text, letter.title());
        line(text, letter.period());
        line(text, "");
        letter.figures().forEach(figure -> line(text, figure(figure)));
        line(text, letter.underWay());
        line(text, letter.allWell());
        letter.sections().forEach(section -> section(text, section));
        line(text, "");
        letter.remarks().forEach(remark -> line(text, remark));
        line(text, letter.console() == null ? null : letter.linkText() + ": " + letter.console());
        return text.toString();
    }

    private static String figure(Figure figure) {
        return figure.title() + ": " + figure.number() + (figure.detail() == null ? "" : " (" + figure.detail() + ")");
    }

    private static void section(StringBuilder text, Section section) {
        line(text, "");
        line(text, section.title().toUpperCase(Locale.ROOT));
        section.rows().forEach(row -> line(text, "- " + row(section, row)));
        line(text, section.note());
    }

    private static String row(Section section, List<Cell> row) {
        String others = IntStream.range(1, row.size())
                .filter(i -> !row.get(i).text().isEmpty())
                .mapToObj(i -> section.columns().get(i).title() + ": " + cell(row.get(i)))
                .collect(Collectors.joining("; "));
        return cell(row.get(0)) + (others.isEmpty() ? "" : ". " + others);
    }

    private static String cell(Cell cell) {
        return cell.text() + (cell.detail() == null ? "" : " (" + cell.detail() + ")");
    }

    private static void line(StringBuilder text, String line) {
        if (line != null) {
            text.append(line).append('\n');
        }
    }
}
