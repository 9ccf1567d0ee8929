package org.flotilla.queue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.flotilla.core.FlotillaException;

/**
 * How many of its slots a node gives to each task type at most, in per cent, read from {@code PUSH=75, MAINTENANCE=50}. A
 * type that is not named may have all.
 */
record SlotShares(Map<TaskType, Integer> percent) {

    static final String PARAMETER = "EventQueue.taskProcessor.shares";
    private static final int ALL = 100;

    SlotShares {
        percent = Map.copyOf(percent);
    }

    /** How many of the slots the type may hold: its share, rounded down, but one at least. */
    int most(TaskType type, int slots) {
        return Math.max(1, slots * percent.getOrDefault(type, ALL) / ALL);
    }

    /** @throws FlotillaException INVALID_INPUT if the text is no list of task types with their shares */
    static SlotShares read(String text) {
        Map<TaskType, Integer> percent = new EnumMap<>(TaskType.class);
        for (String item : text.split(",", -1)) {
            if (!item.isBlank()) {
                String[] parts = item.split("=", -1);
                require(
                        parts.length == 2,
                        "'" + item.strip() + "' is no share.",
                        "Give each as PUSH=75, separated by commas.");
                TaskType type = type(parts[0].strip());
                require(
                        percent.put(type, share(type, parts[1].strip())) == null,
                        type + " is given twice.",
                        "Give it once.");
            }
        }
        return new SlotShares(percent);
    }

    private static TaskType type(String name) {
        return Arrays.stream(TaskType.values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> refused(
                        "'" + name + "' is no task type.", "Give one of " + Arrays.toString(TaskType.values()) + "."));
    }

    private static int share(TaskType type, String text) {
        try {
            int share = Integer.parseInt(text);
            if (share >= 1 && share <= ALL) {
                return share;
            }
        } catch (NumberFormatException e) {
            // answered below, like a number out of bounds
        }
        throw refused(
                "'" + text + "' is no share of the slots for " + type + ".",
                "Give a whole number from 1 to 100, the per cent.");
    }

    private static void require(boolean condition, String message, String remedy) {
        if (!condition) {
            throw refused(message, remedy);
        }
    }

    private static FlotillaException refused(String message, String remedy) {
        return FlotillaException.invalid(PARAMETER + ": " + message, remedy).of("value");
    }
}
