package org.flotilla.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.flotilla.cluster.NodeState;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.report.ReportPeriod.Slice;

/**
 * What a report says. Filled slice by slice, first to last, by one thread; its size is bounded whatever happened: of what
 * went wrong the worst is kept, and of accounts and sites so many, the rest as one.
 */
final class Report {

    /** What is kept, and shown, of each kind of trouble. */
    static final int SHOWN = 20;

    /** The account, or schedule, that stands for those that are too many. */
    static final String OTHERS = "…";

    private static final int MOST_ROWS = 50_000;

    private record Row(String account, boolean incoming, String site) {}

    private final ReportPeriod period;
    private final Map<Row, Traffic> traffic = new LinkedHashMap<>();
    private final List<FailedTransfer> failedTransfers = new ArrayList<>();
    private final List<TroubledEvent> troubledEvents = new ArrayList<>();
    private final Map<List<Object>, FailedRuns> failedRuns = new LinkedHashMap<>();
    private final Map<List<Object>, MissedFirings> missedFirings = new LinkedHashMap<>();
    private final List<ToldIncident> incidents = new ArrayList<>();
    private List<NodeStatus> nodes = List.of();
    private EndedEvents endedEvents = EndedEvents.NONE;
    private long runsTakenOver;

    Report(ReportPeriod period) {
        this.period = period;
    }

    /** Reads one slice of the period more. */
    void add(ReportStore store, Slice slice) {
        store.traffic(slice, this::add);
        failedTransfers.addAll(0, store.failedTransfers(slice, SHOWN));
        keepFirst(failedTransfers);
        endedEvents = endedEvents.plus(store.endedEvents(slice));
        troubledEvents.addAll(store.troubledEvents(slice, SHOWN));
        troubledEvents.sort(TroubledEvent.WORST);
        keepFirst(troubledEvents);
        for (FailedRuns runs : store.failedRuns(slice)) {
            failedRuns.merge(key(runs.job(), runs.schedule()), runs, FailedRuns::plus);
        }
        for (MissedFirings missed : store.missedFirings(slice)) {
            missedFirings.merge(key(missed.schedule(), missed.rule()), missed, MissedFirings::plus);
        }
        runsTakenOver += store.runsTakenOver(slice);
        incidents.addAll(store.incidents(slice));
        keepFirst(incidents);
    }

    private void add(Traffic row) {
        Row key = new Row(row.account(), row.incoming(), row.site());
        if (traffic.size() < MOST_ROWS || traffic.containsKey(key)) {
            traffic.merge(key, row, Traffic::plus);
        } else {
            traffic.merge(new Row(OTHERS, row.incoming(), null), row.of(OTHERS, null), Traffic::plus);
        }
    }

    /** Of all nodes, those that came or went in the period, or are away now. */
    void addNodes(List<NodeStatus> all) {
        Slice whole = period.whole();
        nodes = all.stream()
                .filter(node -> whole.contains(node.since()) || whole.contains(node.joinedAt()) || isAway(node))
                .toList();
    }

    /** One that was removed is not missed. */
    private static boolean isAway(NodeStatus node) {
        return !node.isOnline() && node.state() != NodeState.REMOVED;
    }

    private static void keepFirst(List<?> list) {
        if (list.size() > SHOWN) {
            list.subList(SHOWN, list.size()).clear();
        }
    }

    private static List<Object> key(Object one, Object other) {
        return List.of(one, other == null ? "" : other);
    }

    ReportPeriod period() {
        return period;
    }

    /** By account, direction and site. */
    List<Traffic> rows() {
        return traffic.values().stream()
                .sorted(Comparator.comparing(Traffic::account)
                        .thenComparing(Traffic::incoming, Comparator.reverseOrder())
                        .thenComparing(Traffic::site, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }

    /** What came in, or went out, in all. */
    Traffic total(boolean incoming) {
        return traffic.values().stream()
                .filter(row -> row.incoming() == incoming)
                .reduce(new Traffic(null, incoming, null, 0, 0, 0, 0), Traffic::plus);
    }

    /** Those with most files first. */
    List<Both> byAccount() {
        return grouped(row -> true, Traffic::account);
    }

    /** Those with most files first; without what accounts did themselves. */
    List<Both> bySite() {
        return grouped(row -> row.site() != null, Traffic::site);
    }

    /** Both directions of one account or site. */
    record Both(String name, Traffic in, Traffic out) {

        long files() {
            return in.files() + out.files();
        }

        long failed() {
            return in.failed() + out.failed();
        }

        private Both plus(Both other) {
            return new Both(name, in.plus(other.in), out.plus(other.out));
        }
    }

    private List<Both> grouped(Predicate<Traffic> chosen, Function<Traffic, String> name) {
        Map<String, Both> groups = new LinkedHashMap<>();
        traffic.values().stream()
                .filter(chosen)
                .forEach(row -> groups.merge(name.apply(row), both(name.apply(row), row), Both::plus));
        return groups.values().stream()
                .sorted(Comparator.comparingLong(Both::files)
                        .thenComparingLong(Both::failed)
                        .reversed()
                        .thenComparing(Both::name))
                .toList();
    }

    private static Both both(String name, Traffic row) {
        Traffic none = new Traffic(row.account(), !row.incoming(), row.site(), 0, 0, 0, 0);
        return row.incoming() ? new Both(name, row, none) : new Both(name, none, row);
    }

    /** The latest first. */
    List<FailedTransfer> failedTransfers() {
        return List.copyOf(failedTransfers);
    }

    EndedEvents endedEvents() {
        return endedEvents;
    }

    /** The worst first. */
    List<TroubledEvent> troubledEvents() {
        return List.copyOf(troubledEvents);
    }

    /** Those with most first. */
    List<FailedRuns> failedRuns() {
        return most(failedRuns.values(), Comparator.comparingLong(FailedRuns::runs));
    }

    /** Those with most first. */
    List<MissedFirings> missedFirings() {
        return most(missedFirings.values(), Comparator.comparingLong(MissedFirings::firings));
    }

    private static <T> List<T> most(Collection<T> all, Comparator<T> by) {
        return all.stream().sorted(by.reversed()).limit(SHOWN).toList();
    }

    long runsTakenOver() {
        return runsTakenOver;
    }

    List<NodeStatus> nodes() {
        return nodes;
    }

    List<ToldIncident> incidents() {
        return List.copyOf(incidents);
    }
}
