package org.flotilla.core;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Names a text that is written down in several languages.
 *
 * @param key its name
 * @param values what stands in it, for people
 */
public record TextKey(String key, List<String> values) implements Serializable {

    public TextKey {
        values = List.copyOf(values);
    }

    static TextKey of(String key, Object... values) {
        return new TextKey(key, Arrays.stream(values).map(String::valueOf).toList());
    }
}
