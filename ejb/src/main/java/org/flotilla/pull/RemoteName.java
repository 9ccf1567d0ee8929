package org.flotilla.pull;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.flotilla.storage.Home;

/** Whether a name that a partner gives can be the name of a file in a home. What cannot stays at the partner. */
final class RemoteName {

    private static final int LONGEST = 255;

    /** What the bytes of a name become that are not UTF-8. */
    private static final char UNREADABLE = '\uFFFD';

    private RemoteName() {}

    /** Why not; empty if it can. */
    static Optional<String> problem(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return Optional.of("is no name of a file");
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            return Optional.of("holds a slash");
        }
        if (name.indexOf(UNREADABLE) >= 0) {
            return Optional.of("is not UTF-8");
        }
        if (name.codePoints().anyMatch(RemoteName::isRefused)) {
            return Optional.of("holds a control character");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " bytes");
        }
        return Home.isHidden(name) ? Optional.of("begins like names of our own") : Optional.empty();
    }

    /** Line breaks too, what reverses the direction of text, and halves of characters. */
    private static boolean isRefused(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT ->
                (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
            default -> false;
        };
    }
}
