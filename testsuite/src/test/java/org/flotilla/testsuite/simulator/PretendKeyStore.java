package org.flotilla.testsuite.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flotilla.core.EventId;
import org.flotilla.core.NodeId;
import org.flotilla.queue.BlockedBy;
import org.flotilla.queue.Event;
import org.flotilla.queue.ReleaseStore;

/** Ordering keys, as {@code order.sql} treats them. */
class PretendKeyStore extends EventTable implements ReleaseStore {

    PretendKeyStore(PretendDatabase database) {
        super(database);
    }

    @Override
    public List<Released> release(Collection<String> keys) {
        List<Released> released = new ArrayList<>();
        keys.stream()
                .distinct()
                .filter(key -> holder(key).isEmpty())
                .forEach(key -> first(key).ifPresent(row -> released.add(letGo(row))));
        return released;
    }

    /** Of those that wait for their turn: the first, unless another has it locked. */
    protected Optional<Event> first(String key) {
        return ofKey(key, true).findFirst().filter(this::isFree);
    }

    private Released letGo(Event row) {
        current().put(database().holders, row.orderingKey(), row.id().value()); // the unique index
        database().lettingGo(row);
        NodeId node = ifOnline(row.assignedNode());
        put(EventRow.letGo(row, node));
        return new Released(row.id(), node);
    }

    @Override
    public List<WaitingKey> waitingKeys(String after, int limit) {
        return rows().filter(row -> row.blockedBy() == BlockedBy.KEY)
                .map(Event::orderingKey)
                .filter(key -> key.compareTo(after) > 0)
                .distinct()
                .sorted()
                .limit(limit)
                .map(key -> new WaitingKey(key, holder(key).isPresent()))
                .toList();
    }

    @Override
    public Optional<EventId> holder(String key) {
        return ofKey(key, false).findFirst().map(Event::id);
    }

    /** By number. */
    protected Stream<Event> ofKey(String key, boolean blocked) {
        return rows().filter(row -> key.equals(row.orderingKey()) && (row.blockedBy() == BlockedBy.KEY) == blocked);
    }
}
