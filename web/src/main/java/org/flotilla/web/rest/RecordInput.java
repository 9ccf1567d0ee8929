package org.flotilla.web.rest;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Json;
import org.flotilla.core.Moments;

/**
 * Makes a record of a JSON object, strictly: an unknown field or a wrong type is refused by name, where JSON-B would
 * ignore the one and describe Java's classes for the other. Absent fields and {@code null} are null;
 * items of lists never are.
 */
final class RecordInput {

    private RecordInput() {}

    static <R> R read(JsonObject json, Class<R> type) {
        return read(json, type, "");
    }

    private static <R> R read(JsonObject json, Class<R> type, String at) {
        RecordComponent[] components = type.getRecordComponents();
        refuseUnknown(json, components, at);
        Object[] values = Arrays.stream(components)
                .map(part -> value(json.get(part.getName()), part.getGenericType(), at + part.getName()))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + type.getName(), e);
        }
    }

    private static void refuseUnknown(JsonObject json, RecordComponent[] components, String at) {
        List<String> known =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        json.keySet().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw FlotillaException.invalid(
                            "There is no field '" + at + name + "'.",
                            "The fields are: " + String.join(", ", known) + ".")
                    .of(at + name);
        });
    }

    private static Object value(JsonValue json, Type type, String at) {
        if (json == null || json.getValueType() == JsonValue.ValueType.NULL) {
            return null;
        }
        if (type instanceof ParameterizedType many && many.getRawType() == Map.class) {
            return texts(as(json, JsonObject.class, at, "an object"), at);
        }
        if (type instanceof ParameterizedType many) {
            List<Object> list = list(json, many.getActualTypeArguments()[0], at);
            return many.getRawType() == Set.class ? new LinkedHashSet<>(list) : list;
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isRecord()) {
            return read(as(json, JsonObject.class, at, "an object"), wanted, at + ".");
        }
        return wanted.isEnum() ? choice(json, wanted, at) : plain(json, wanted, at);
    }

    private static Map<String, String> texts(JsonObject json, String at) {
        Map<String, String> texts = new LinkedHashMap<>();
        json.forEach((name, value) -> texts.put(name, (String) plain(value, String.class, at + "." + name)));
        return texts;
    }

    private static List<Object> list(JsonValue json, Type type, String at) {
        JsonArray array = as(json, JsonArray.class, at, "a list");
        return IntStream.range(0, array.size())
                .mapToObj(i -> item(array.get(i), type, at + "[" + i + "]"))
                .toList();
    }

    /** No list has gaps. */
    private static Object item(JsonValue json, Type type, String at) {
        Object item = value(json, type, at);
        if (item == null) {
            throw FlotillaException.invalid("Item '" + at + "' is null.", "Give a value, or leave the item out.")
                    .of(at);
        }
        return item;
    }

    private static Object plain(JsonValue json, Class<?> wanted, String at) {
        if (wanted == String.class) {
            return as(json, JsonString.class, at, "a text").getString();
        }
        if (wanted == Boolean.class) {
            return flag(json, at);
        }
        if (wanted == Integer.class) {
            return number(json, at);
        }
        if (wanted == Instant.class) {
            return moment(json, at);
        }
        throw new IllegalStateException("No JSON form for " + wanted.getName() + " at " + at);
    }

    private static Instant moment(JsonValue json, String at) {
        String text = as(json, JsonString.class, at, "a text").getString();
        return FlotillaException.checking(at, () -> Moments.parse(text));
    }

    private static Boolean flag(JsonValue json, String at) {
        return switch (json.getValueType()) {
            case TRUE -> Boolean.TRUE;
            case FALSE -> Boolean.FALSE;
            default -> throw refused(at, "true or false");
        };
    }

    private static Integer number(JsonValue json, String at) {
        return Json.wholeNumber(json).orElseThrow(() -> refused(at, "a whole number"));
    }

    private static Object choice(JsonValue json, Class<?> type, String at) {
        String text = as(json, JsonString.class, at, "a text").getString();
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> ((Enum<?>) value).name().equals(text))
                .findFirst()
                .orElseThrow(() -> refused(at, "one of " + names(type)));
    }

    private static String names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(value -> ((Enum<?>) value).name())
                .collect(Collectors.joining(", "));
    }

    private static <T extends JsonValue> T as(JsonValue json, Class<T> type, String at, String wanted) {
        if (!type.isInstance(json)) {
            throw refused(at, wanted);
        }
        return type.cast(json);
    }

    private static FlotillaException refused(String at, String wanted) {
        return FlotillaException.invalid("Field '" + at + "' has the wrong kind of value.", "Give " + wanted + ".")
                .of(at);
    }
}
