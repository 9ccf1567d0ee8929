package org.flotilla.test;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes the place of CDI's event: remembers what was fired. */
public final class RecordedEvents<T> implements Event<T> {

    private final List<T> seen = new CopyOnWriteArrayList<>();

    public List<T> seen() {
        return seen;
    }

    @Override
    public void fire(T event) {
        seen.add(event);
    }

    @Override
    public <U extends T> CompletionStage<U> fireAsync(U event) {
        seen.add(event);
        return CompletableFuture.completedFuture(event);
    }

    @Override
    public <U extends T> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
        return fireAsync(event);
    }

    @Override
    public Event<T> select(Annotation... qualifiers) {
        return this;
    }

    @Override
    public <U extends T> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
        throw new IllegalStateException("Not needed in tests so far");
    }

    @Override
    public <U extends T> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
        throw new IllegalStateException("Not needed in tests so far");
    }
}
