package org.flotilla.storage;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/** The parts of a path that a client named, checked before the file system sees any of it (A2). */
final class ClientPath {
    /** Names that begin so are Flotilla's own, and do not exist for clients. */
    static final String HIDDEN = ".flotilla-";

    private static final int LONGEST_PATH = 4096;
    private static final int LONGEST_NAME = 255;

    private ClientPath() {}

    /** The names from the home to the place, in NFC. @throws FlotillaException PERMISSION_DENIED, INVALID_INPUT, NOT_FOUND */
    static List<String> parts(String path) {
        String text = Normalizer.normalize(path, Normalizer.Form.NFC);
        if (bytes(text) > LONGEST_PATH) {
            throw FlotillaException.invalid("The path is too long.", "Use at most " + LONGEST_PATH + " bytes.");
        }
        List<String> parts = new ArrayList<>();
        for (String part : text.split("/", -1)) {
            step(parts, part, path);
        }
        return parts;
    }

    private static void step(List<String> parts, String part, String path) {
        if (part.isEmpty() || part.equals(".")) {
            return;
        }
        if (!part.equals("..")) {
            parts.add(checked(part));
        } else if (!parts.isEmpty()) {
            parts.remove(parts.size() - 1);
        } else {
            throw new FlotillaException(
                    ErrorCode.PERMISSION_DENIED,
                    "'" + printable(path) + "' leads out of the home folder.",
                    "Use a path within the home folder; / is its top.");
        }
    }

    private static String checked(String name) {
        if (name.startsWith(HIDDEN)) {
            throw FlotillaException.notFound("file", name);
        }
        if (bytes(name) > LONGEST_NAME) {
            throw FlotillaException.invalid(
                    "A name in the path is too long.", "Use at most " + LONGEST_NAME + " bytes.");
        }
        if (name.codePoints().anyMatch(ClientPath::isRefused)) {
            throw FlotillaException.invalid(
                    "'" + printable(name) + "' holds a character that is not allowed.",
                    "Leave out control characters and backslashes.");
        }
        return name;
    }

    /** Control characters, what breaks lines or reverses the direction of text, halves of characters, and backslashes. */
    private static boolean isRefused(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> isDirectional(character);
            default -> character == '\\';
        };
    }

    private static boolean isDirectional(int character) {
        return (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{C}", "?");
    }
}
