package org.flotilla.queue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Keeps a node from running more than it has slots, and a task type from taking all of them: what hangs or floods holds up its
 * own type only. Thread-safe.
 */
final class Bulkhead {

    private final Map<TaskType, Integer> running = new EnumMap<>(TaskType.class);
    private int slots;
    private SlotShares shares;

    Bulkhead(int slots, SlotShares shares) {
        this.slots = slots;
        this.shares = shares;
    }

    /**
     * Returns whether they are other than before: what was left waiting may have room now. If there are fewer slots, what has one
     * keeps it.
     */
    synchronized boolean change(int newSlots, SlotShares newShares) {
        boolean changed = newSlots != slots || !newShares.equals(shares);
        slots = newSlots;
        shares = newShares;
        return changed;
    }

    synchronized boolean isFull(TaskType type) {
        return running() >= slots || running.getOrDefault(type, 0) >= shares.most(type, slots);
    }

    synchronized void begun(TaskType type) {
        running.merge(type, 1, Integer::sum);
    }

    synchronized void ended(TaskType type) {
        running.merge(type, -1, Integer::sum);
    }

    /** How many events have a slot. */
    synchronized int running() {
        return running.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The types that so many in hand leave without a slot. */
    synchronized Set<TaskType> full(ToIntFunction<TaskType> inHand) {
        return Arrays.stream(TaskType.values())
                .filter(type -> inHand.applyAsInt(type) >= shares.most(type, slots))
                .collect(Collectors.toSet());
    }

    /**
     * What may be claimed: by a claim of any type if that can take half of it or more without taking too many of one, else by
     * one that counts each type.
     *
     * @param free how many events in all
     * @param ahead how many events of a type may be in hand beyond those that have a slot
     * @param inHand how many events of a type are in hand
     */
    synchronized ClaimLimits limits(int free, ToIntFunction<TaskType> ahead, ToIntFunction<TaskType> inHand) {
        if (free <= 0) {
            return ClaimLimits.NONE;
        }
        Map<TaskType, Integer> rooms = new EnumMap<>(TaskType.class);
        for (TaskType type : TaskType.values()) {
            int room = shares.most(type, slots) + ahead.applyAsInt(type) - inHand.applyAsInt(type);
            if (room > 0) {
                rooms.put(type, Math.min(room, free));
            }
        }
        if (rooms.isEmpty()) {
            return ClaimLimits.NONE;
        }
        ClaimLimits byType = new ClaimLimits(free, rooms);
        int whateverType = byType.whateverType();
        return whateverType >= (free + 1) / 2 ? ClaimLimits.ofAny(whateverType) : byType;
    }
}
