package org.flotilla.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The last errors of a log file, to be shown where somebody looks instead of in the file. */
final class LogTail {

    private static final int LINES = 12;
    private static final int WIDTH = 400;

    private LogTail() {}

    /** The last lines that tell an error or its cause; the last lines at all when none does. */
    static String errors(Path log) {
        Deque<String> errors = new ArrayDeque<>();
        Deque<String> last = new ArrayDeque<>();
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            lines.forEach(line -> {
                keep(last, line);
                if (tellsError(line)) {
                    keep(errors, line);
                }
            });
        } catch (IOException e) {
            return "(cannot be read: " + e.getMessage() + ")";
        }
        return (errors.isEmpty() ? last : errors).stream().collect(Collectors.joining("\n"));
    }

    private static boolean tellsError(String line) {
        return line.contains(" ERROR ") || line.contains(" FATAL ") || line.startsWith("Caused by:");
    }

    private static void keep(Deque<String> lines, String line) {
        lines.addLast(line.length() > WIDTH ? line.substring(0, WIDTH) + "..." : line);
        if (lines.size() > LINES) {
            lines.removeFirst();
        }
    }
}
