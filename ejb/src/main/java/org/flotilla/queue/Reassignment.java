package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flotilla.core.EventId;
import org.flotilla.core.NodeId;

/** Dispatches anew what waits, part by part, each in a transaction of its own. What is locked is left where it is. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class Reassignment {

    /** What {@link #part} did. {@code last} is empty if there was nothing left. */
    public record Part(Optional<EventId> last, int moved) {}

    /** Before the first event. */
    public static final EventId BEGINNING = new EventId(0);

    private static final int EVENTS = 1000;

    private final DispatchStore store;
    private final jakarta.enterprise.event.Event<WorkReady> ready;

    /** For CDI's proxy. */
    protected Reassignment() {
        this(null, null);
    }

    @Inject
    Reassignment(DispatchStore store, jakarta.enterprise.event.Event<WorkReady> ready) {
        this.store = store;
        this.ready = ready;
    }

    /** The next events after the given one go where the choice says; nodes that are given some are woken. */
    public Part part(EventId after, Function<WaitingEvent, Optional<NodeId>> choice) {
        List<WaitingEvent> events = store.after(after, EVENTS);
        return new Part(
                events.isEmpty()
                        ? Optional.empty()
                        : Optional.of(events.get(events.size() - 1).id()),
                move(events, choice));
    }

    /** The events go where the choice says; nodes that are given some are woken. Returns how many moved. */
    public int move(List<WaitingEvent> events, Function<WaitingEvent, Optional<NodeId>> choice) {
        Map<NodeId, List<EventId>> moves = events.stream()
                .filter(event -> moves(event, choice))
                .collect(Collectors.groupingBy(
                        event -> choice.apply(event).orElseThrow(),
                        Collectors.mapping(WaitingEvent::id, Collectors.toList())));
        int moved = moves.entrySet().stream()
                .mapToInt(move -> store.assign(move.getKey(), move.getValue()))
                .sum();
        if (moved > 0) {
            ready.fire(new WorkReady(moves.keySet()));
        }
        return moved;
    }

    private static boolean moves(WaitingEvent event, Function<WaitingEvent, Optional<NodeId>> choice) {
        return choice.apply(event)
                .filter(node -> !node.equals(event.assigned()))
                .isPresent();
    }
}
