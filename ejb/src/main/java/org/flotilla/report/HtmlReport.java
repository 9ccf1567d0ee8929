package org.flotilla.report;

import java.util.List;
import org.flotilla.report.ReportLetter.Figure;
import org.flotilla.report.Section.Cell;
import org.flotilla.report.Section.Column;

/**
 * A report as HTML for mail programs: styles stand at the elements, as many programs drop the others; no pictures, no
 * scripts, nothing from elsewhere. Whatever is not written here is escaped.
 */
final class HtmlReport {

    private static final String FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
    private static final String QUIET = "color:#59636e";
    private static final String BAD = "color:#b3261e;font-weight:600";
    private static final String WRAP = "overflow-wrap:anywhere;word-break:break-word";
    private static final String RULE = "border-bottom:1px solid #d9dee3";

    private final ReportLetter letter;
    private final StringBuilder html = new StringBuilder();

    HtmlReport(ReportLetter letter) {
        this.letter = letter;
    }

    @Override
    public String toString() {
        html.setLength(0);
        html.append("<!DOCTYPE html>\n<html lang=\"")
                .append(letter.language())
                .append("\"><head><meta charset=\"UTF-8\">");
        html.append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        html.append("<meta name=\"color-scheme\" content=\"light\">");
        element("title", "", letter.subject());
        html.append("</head>\n");
        open("body", "margin:0;padding:0;background:#f2f4f6;color:#1c2329;font-size:15px;line-height:1.45;" + FONT);
        open("div", "max-width:720px;margin:0 auto;padding:16px 12px;background:#ffffff");
        element("h1", "font-size:22px;line-height:1.25;margin:0", letter.title());
        element("p", "margin:2px 0 12px;" + QUIET, letter.period());
        figures();
        paragraph(letter.underWay(), QUIET);
        paragraph(letter.allWell(), "padding:10px 12px;background:#e7f4ea;color:#14532d;border-radius:6px");
        letter.sections().forEach(this::section);
        foot();
        html.append("</div></body></html>\n");
        return html.toString();
    }

    private void figures() {
        open("div", "margin:0 -4px 8px;font-size:0");
        for (Figure figure : letter.figures()) {
            open(
                    "div",
                    "display:inline-block;vertical-align:top;box-sizing:border-box;width:25%;min-width:170px;padding:4px");
            open("div", "background:#f2f4f6;border-radius:6px;padding:10px 12px;min-height:67px;font-size:15px");
            element("div", "font-size:13px;" + QUIET, figure.title());
            element(
                    "div",
                    "font-size:24px;line-height:1.2;font-weight:600" + (figure.bad() ? ";color:#b3261e" : ""),
                    figure.number());
            if (figure.detail() != null) {
                element("div", "font-size:13px;" + QUIET, figure.detail());
            }
            html.append("</div></div>");
        }
        html.append("</div>\n");
    }

    private void section(Section section) {
        element("h2", "font-size:17px;margin:22px 0 6px", section.title());
        html.append("<table role=\"table\" style=\"width:100%;border-collapse:collapse;font-size:14px\"><thead><tr>");
        section.columns().forEach(column -> element("th scope=\"col\"", head(column), column.title()));
        html.append("</tr></thead><tbody>\n");
        section.rows().forEach(row -> row(section.columns(), row));
        html.append("</tbody></table>\n");
        paragraph(section.note(), "font-size:13px;" + QUIET);
    }

    private static String head(Column column) {
        return "padding:4px 6px;font-size:13px;font-weight:600;vertical-align:bottom;" + QUIET + ";" + RULE + ";"
                + align(column);
    }

    private void row(List<Column> columns, List<Cell> row) {
        html.append("<tr>");
        for (int i = 0; i < row.size(); i++) {
            open("td", "padding:6px;vertical-align:top;" + RULE + ";" + align(columns.get(i)));
            cell(row.get(i));
            html.append("</td>");
        }
        html.append("</tr>\n");
    }

    private static String align(Column column) {
        return column.numeric() ? "text-align:right;white-space:nowrap" : "text-align:left;" + WRAP;
    }

    private void cell(Cell cell) {
        if (cell.link() != null) {
            html.append("<a href=\"").append(escaped(cell.link())).append("\" style=\"color:#0b57d0\">");
        }
        element("span", cell.bad() ? BAD : "", cell.text());
        if (cell.link() != null) {
            html.append("</a>");
        }
        if (cell.detail() != null) {
            element("div", "font-size:13px;" + QUIET, cell.detail());
        }
    }

    private void foot() {
        html.append("<div style=\"margin-top:24px;font-size:13px;")
                .append(QUIET)
                .append("\">");
        letter.remarks().forEach(remark -> paragraph(remark, ""));
        if (letter.console() != null) {
            html.append("<p style=\"margin:8px 0\"><a href=\"")
                    .append(escaped(letter.console()))
                    .append("\" style=\"color:#0b57d0\">")
                    .append(escaped(letter.linkText()))
                    .append("</a></p>");
        }
        html.append("</div>");
    }

    private void paragraph(String text, String style) {
        if (text != null) {
            element("p", "margin:8px 0;" + style, text);
        }
    }

    private void element(String tag, String style, String text) {
        open(tag, style);
        html.append(escaped(text)).append("</").append(tag.split(" ", 2)[0]).append('>');
    }

    private void open(String tag, String style) {
        html.append('<').append(tag);
        if (!style.isEmpty()) {
            html.append(" style=\"").append(style).append('"');
        }
        html.append('>');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
