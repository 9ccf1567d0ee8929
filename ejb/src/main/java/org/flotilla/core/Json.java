package org.flotilla.core;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Flat maps of texts as JSON, the form in which they stand in the database. Thread-safe. */
public final class Json {

    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private Json() {}

    public static String write(Map<String, String> values) {
        JsonObjectBuilder object = object();
        values.forEach(object::add);
        return object.build().toString();
    }

    public static Map<String, String> read(String json) {
        Map<String, String> values = new LinkedHashMap<>();
        JsonObject object = readObject(json);
        object.keySet().forEach(name -> values.put(name, object.getString(name)));
        return values;
    }

    public static JsonObject readObject(String json) {
        try (JsonReader reader = PROVIDER.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    /** The number; empty if it is none, not whole, or too large. Of numbers of many digits the parser says so in ways of its own. */
    public static Optional<Integer> wholeNumber(JsonValue value) {
        try {
            return value instanceof JsonNumber number ? Optional.of(number.intValueExact()) : Optional.empty();
        } catch (ArithmeticException | IllegalArgumentException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    public static JsonObjectBuilder object() {
        return PROVIDER.createObjectBuilder();
    }

    public static JsonArrayBuilder array() {
        return PROVIDER.createArrayBuilder();
    }
}
