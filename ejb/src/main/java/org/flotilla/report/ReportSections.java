package org.flotilla.report;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.report.Report.Both;
import org.flotilla.report.Section.Cell;
import org.flotilla.report.Section.Column;

/** A report as tables: what is empty is left out. */
final class ReportSections {

    private final Report report;
    private final ReportTexts texts;
    private final String console;

    /** @param console where the admin UI is, without a slash at the end; null: not known */
    ReportSections(Report report, ReportTexts texts, String console) {
        this.report = report;
        this.texts = texts;
        this.console = console;
    }

    List<Section> all() {
        return Stream.of(transfers(), events(), jobs(), missed(), nodes(), incidents(), accounts(), sites())
                .filter(section -> !section.rows().isEmpty())
                .toList();
    }

    /** Whether there is nothing that a person should look at. */
    boolean allWell() {
        return failed() == 0
                && report.endedEvents().dead() == 0
                && report.failedRuns().isEmpty()
                && report.missedFirings().isEmpty()
                && report.nodes().isEmpty()
                && report.incidents().isEmpty();
    }

    private long failed() {
        return report.total(true).failed() + report.total(false).failed();
    }

    private Section accounts() {
        return traffic("accounts", "account", report.byAccount());
    }

    private Section sites() {
        return traffic("sites", "site", report.bySite());
    }

    private Section traffic(String title, String first, List<Both> groups) {
        return section(
                title,
                List.of(left(first), right("column.in"), right("column.out"), right("column.failed")),
                groups,
                group -> List.of(
                        Cell.of(group.name()),
                        files(group.in()),
                        files(group.out()),
                        new Cell(texts.number(group.failed()), null, null, group.failed() > 0)),
                more("more.file", groups.size()));
    }

    private Cell files(Traffic traffic) {
        return Cell.of(texts.number(traffic.files()), traffic.bytes() == 0 ? null : texts.size(traffic.bytes()));
    }

    private Section transfers() {
        return section(
                "transfers",
                List.of(left("transfer.file"), left("transfer.error")),
                report.failedTransfers(),
                transfer -> List.of(Cell.of(path(transfer), where(transfer)), Cell.of(transfer.error())),
                more("more.page", failed()));
    }

    private static String path(FailedTransfer transfer) {
        String folder = transfer.folder();
        return (folder.endsWith("/") ? folder : folder + "/") + transfer.fileName();
    }

    private String where(FailedTransfer transfer) {
        String key = (transfer.incoming() ? "transfer.in" : "transfer.out") + (transfer.site() == null ? "" : ".site");
        return texts.get(key, time(transfer.startedAt()), transfer.account(), transfer.site());
    }

    private Section events() {
        return section(
                "events",
                List.of(left("event"), right("event.attempts"), left("event.error")),
                report.troubledEvents(),
                event -> List.of(
                        Cell.of(Long.toString(event.id()), work(event)).to(page("event.xhtml?id=" + event.id())),
                        Cell.of(texts.number(event.attempts())),
                        new Cell(texts.get("event." + event.state()), outcome(event), null, event.isDead())),
                more("more.page", report.endedEvents().all()));
    }

    private String outcome(TroubledEvent event) {
        String error = event.lastError();
        return time(event.finishedAt()) + (error == null || error.isEmpty() ? "" : ": " + error);
    }

    private static String work(TroubledEvent event) {
        return Stream.of(event.type(), event.action(), event.account(), event.site())
                .filter(word -> word != null)
                .reduce((one, other) -> one + " " + other)
                .orElse("");
    }

    private Section jobs() {
        return section(
                "jobs",
                List.of(left("job"), right("job.runs"), right("job.last")),
                report.failedRuns(),
                runs -> List.of(
                        Cell.of(runs.job(), schedule(runs)),
                        Cell.of(texts.number(runs.runs())),
                        Cell.of(Long.toString(runs.lastRun())).to(page("job.xhtml?id=" + runs.lastRun()))),
                report.runsTakenOver() == 0 ? null : texts.get("jobs.takenOver", report.runsTakenOver()));
    }

    private String schedule(FailedRuns runs) {
        return runs.schedule() == null || runs.schedule().isEmpty() ? texts.get("job.byHand") : runs.schedule();
    }

    private Section missed() {
        return section(
                "missed",
                List.of(left("missed.schedule"), right("missed.firings"), left("missed.rule")),
                report.missedFirings(),
                missed -> List.of(
                        Cell.of(missed.schedule(), texts.get("missed.first", time(missed.first()))),
                        Cell.of(texts.number(missed.firings())),
                        Cell.of(texts.get("missed.rule." + missed.rule()))),
                null);
    }

    private Section nodes() {
        return section(
                "nodes",
                List.of(left("node"), left("node.state"), left("node.reason")),
                report.nodes(),
                node -> List.of(Cell.of(node.id().name()), state(node), Cell.of(node.reason())),
                null);
    }

    private Cell state(NodeStatus node) {
        return new Cell(node.state().name(), texts.get("node.since", time(node.since())), null, !node.isOnline());
    }

    private Section incidents() {
        return section(
                "incidents",
                List.of(left("incident"), right("incident.nodes")),
                report.incidents(),
                incident -> List.of(
                        Cell.of(
                                time(incident.openedAt()),
                                incident.closedAt() == null
                                        ? texts.get("incident.open")
                                        : texts.get("incident.until", time(incident.closedAt()))),
                        Cell.of(texts.get("incident.of", incident.online(), incident.required()))),
                null);
    }

    private <T> Section section(
            String title, List<Column> columns, List<T> items, Function<T, List<Cell>> row, String note) {
        List<List<Cell>> rows = items.stream().limit(Report.SHOWN).map(row).toList();
        return new Section(texts.get(title), columns, rows, note);
    }

    private String more(String key, long all) {
        return all > Report.SHOWN ? texts.get(key, all - Report.SHOWN) : null;
    }

    private Column left(String title) {
        return new Column(texts.get(title), false);
    }

    private Column right(String title) {
        return new Column(texts.get(title), true);
    }

    private String time(Instant moment) {
        return texts.time(moment, report.period().zone());
    }

    private String page(String page) {
        return console == null ? null : console + "/" + page;
    }
}
