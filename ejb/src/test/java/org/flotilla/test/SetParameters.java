package org.flotilla.test;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameters;

/** Parameters as a test sets them; the others have their defaults. */
public final class SetParameters implements Parameters {

    private final Map<String, String> texts = new ConcurrentHashMap<>();

    public SetParameters set(Parameter<?> parameter, String text) {
        texts.put(parameter.name(), text);
        return this;
    }

    @Override
    public <T> T get(Parameter<T> parameter) {
        return parameter.reader().apply(texts.getOrDefault(parameter.name(), parameter.defaultText()));
    }
}
