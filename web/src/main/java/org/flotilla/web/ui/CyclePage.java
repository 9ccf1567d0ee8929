package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.flotilla.core.CycleId;
import org.flotilla.queue.Event;
import org.flotilla.queue.EventFilter;
import org.flotilla.queue.EventQueue;
import org.flotilla.transfer.Transfer;
import org.flotilla.transfer.TransferFilter;
import org.flotilla.transfer.Transfers;

/** One flow from the file that came in to the last that went out, as a timeline (T7). */
@Named
@RequestScoped
public class CyclePage {

    private static final int MOST = 200;

    @Inject
    private Transfers transfers;

    @Inject
    private EventQueue queue;

    private String id;
    private List<Step> steps;

    /** Transfers and events by the time they began. */
    public List<Step> getSteps() {
        if (steps == null) {
            steps = id == null ? List.of() : read(new CycleId(id));
        }
        return steps;
    }

    private List<Step> read(CycleId cycle) {
        Stream<Step> files = transfers.find(TransferFilter.ofCycle(cycle), null, MOST).items().stream()
                .map(transfer -> new Step(transfer.startedAt(), transfer, null));
        Stream<Step> work = queue.find(EventFilter.ofCycle(cycle), null, MOST).items().stream()
                .map(event -> new Step(event.createdAt(), null, event));
        return Stream.concat(files, work).sorted(Comparator.comparing(Step::at)).toList();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = ListPage.blankToNull(id);
    }

    /** Either a transfer or an event. */
    public record Step(Instant at, Transfer transfer, Event event) {}
}
