package org.flotilla.test;

import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.util.Arrays;

/** Fills the fields that the container would inject, each by its type, for tests that run such a bean without one. */
public final class Injected {

    private Injected() {}

    /** Returns the bean, whose fields with {@code @Inject} hold what was given. */
    public static <T> T into(T bean, Object... given) {
        for (Field field : bean.getClass().getDeclaredFields()) {
            if (field.isAnnotationPresent(Inject.class)) {
                set(field, bean, given);
            }
        }
        return bean;
    }

    private static void set(Field field, Object bean, Object... given) {
        Object value = Arrays.stream(given)
                .filter(field.getType()::isInstance)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nothing was given for " + field));
        try {
            field.setAccessible(true);
            field.set(bean, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
