package org.flotilla.web.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Page;

/** Pages of lists that a feature gives whole: by name, with the last name as cursor, so that changes in between do no harm. */
final class Cursor {

    static final int USUAL = 50;
    static final int MOST = 200;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,3}");

    private Cursor() {}

    /** @throws FlotillaException INVALID_INPUT if it is not 1 to 200 */
    static int limit(String wanted) {
        if (wanted == null || wanted.isBlank()) {
            return USUAL;
        }
        if (!LIMIT.matcher(wanted).matches() || Integer.parseInt(wanted) > MOST) {
            throw FlotillaException.invalid("A page cannot have '" + wanted + "' items.", "Give a limit from 1 to 200.")
                    .of("limit");
        }
        return Integer.parseInt(wanted);
    }

    static <T> Page<T> page(List<T> all, Function<T, String> name, String cursor, int limit) {
        String after = cursor == null || cursor.isEmpty() ? "" : decode(cursor);
        List<T> rest = all.stream()
                .filter(item -> name.apply(item).compareTo(after) > 0)
                .sorted(Comparator.comparing(name))
                .toList();
        if (rest.size() <= limit) {
            return new Page<>(rest, null);
        }
        List<T> items = rest.subList(0, limit);
        return new Page<>(items, encode(name.apply(items.get(limit - 1))));
    }

    private static String encode(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw FlotillaException.invalid("The cursor is none of this list.", "Begin again without a cursor.")
                    .of("cursor");
        }
    }
}
