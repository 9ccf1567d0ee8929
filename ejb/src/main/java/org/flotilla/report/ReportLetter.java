package org.flotilla.report;

import java.time.LocalDate;
import java.util.List;
import org.flotilla.notify.Letter;

/** A report as a letter: what all its forms say. */
final class ReportLetter {

    /** A figure at the top. */
    record Figure(String title, String number, String detail, boolean bad) {}

    private final Report report;
    private final ReportTexts texts;
    private final String console;

    /** @param consoleUrl where people reach the admin UI; blank, or no address of a page: there are no links */
    ReportLetter(Report report, ReportTexts texts, String consoleUrl) {
        this.report = report;
        this.texts = texts;
        this.console = consoleUrl.matches("https?://[^\\s]+") ? consoleUrl.replaceAll("/+$", "") : null;
    }

    Letter to(String recipients, String key) {
        return new Letter(
                key,
                recipients,
                subject(),
                new TextReport(this).toString(),
                new HtmlReport(this).toString(),
                fileName(),
                new CsvReport(report).toString());
    }

    /** {@code Flotilla: 1,204 files in, 1,198 out, 2 failed, 2026-11-24}. */
    String subject() {
        Traffic in = report.total(true);
        Traffic out = report.total(false);
        return texts.get(
                "subject",
                in.files(),
                out.files(),
                in.failed() + out.failed(),
                report.period().label());
    }

    String language() {
        return texts.language();
    }

    String title() {
        return texts.get("title." + report.period().kind());
    }

    String period() {
        ReportPeriod period = report.period();
        LocalDate last = period.to().toLocalDate().minusDays(1);
        return period.kind() == ReportPeriod.Kind.DAY
                ? texts.get("day", texts.date(last))
                : texts.get("days", texts.date(period.from().toLocalDate()), texts.date(last));
    }

    List<Figure> figures() {
        Traffic in = report.total(true);
        Traffic out = report.total(false);
        long failed = in.failed() + out.failed();
        long dead = report.endedEvents().dead();
        return List.of(
                new Figure(texts.get("in"), texts.number(in.files()), texts.size(in.bytes()), false),
                new Figure(texts.get("out"), texts.number(out.files()), texts.size(out.bytes()), false),
                new Figure(texts.get("failed"), texts.number(failed), null, failed > 0),
                new Figure(texts.get("dead"), texts.number(dead), null, dead > 0));
    }

    /** Null if all have ended. */
    String underWay() {
        long underWay = report.total(true).underWay() + report.total(false).underWay();
        return underWay == 0 ? null : texts.get("underWay", underWay);
    }

    /** Null if something is not. */
    String allWell() {
        return new ReportSections(report, texts, console).allWell() ? texts.get("allWell") : null;
    }

    List<Section> sections() {
        return new ReportSections(report, texts, console).all();
    }

    /** What stands at the end. */
    List<String> remarks() {
        return List.of(
                texts.get("file", fileName()),
                texts.get("basis", report.period().zone().getId()));
    }

    /** Null if it is not known where that is. */
    String console() {
        return console;
    }

    String linkText() {
        return texts.get("link");
    }

    private String fileName() {
        return "flotilla-" + report.period().label() + ".csv";
    }
}
