package org.flotilla.dispatch;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.TaskType;
import org.flotilla.queue.WaitingEvent;

/** The attributes by which events are matched besides their task type (W2): {@code ACCOUNT, SITE_NAME}. */
record AttributeNames(List<String> names) {

    static final String ACCOUNT = "ACCOUNT";
    static final String SITE = "SITE_NAME";

    private static final String PARAMETER = "EventQueue.submissionConfigurator.additionalAttributes";
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,59}");

    AttributeNames {
        names = List.copyOf(names);
    }

    /** @throws FlotillaException INVALID_INPUT if the text is no list of names */
    static AttributeNames read(String text) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : items(text)) {
            require(isName(name), "'" + name + "' is no name of an attribute.", "Give names such as SITE_NAME.");
            require(!isTaskType(name), name + " is a task type.", "Leave it out: events always match by theirs.");
            require(names.add(name), name + " is given twice.", "Give it once.");
        }
        return new AttributeNames(List.copyOf(names));
    }

    /** What the event is matched by: {@code PUSH}, {@code SITE_NAME=acme}. */
    Set<String> of(WaitingEvent event) {
        Stream<String> additional =
                names.stream().filter(name -> value(event, name) != null).map(name -> name + "=" + value(event, name));
        return Stream.concat(Stream.of(event.type().name()), additional).collect(Collectors.toSet());
    }

    private static String value(WaitingEvent event, String name) {
        return switch (name) {
            case ACCOUNT -> event.account();
            case SITE -> event.site();
            default -> event.attributes().get(name);
        };
    }

    /** The parts of a list that is separated by commas; none if it is blank. */
    static List<String> items(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static boolean isTaskType(String text) {
        return Arrays.stream(TaskType.values()).anyMatch(type -> type.name().equals(text));
    }

    private static void require(boolean condition, String message, String remedy) {
        if (!condition) {
            throw FlotillaException.invalid(PARAMETER + ": " + message, remedy).of("value");
        }
    }
}
