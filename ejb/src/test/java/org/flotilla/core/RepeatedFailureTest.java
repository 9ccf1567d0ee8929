package org.flotilla.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

@DisplayName("O4 a failure that goes on")
class RepeatedFailureTest {

    private final List<String> levels = new ArrayList<>();
    private final RepeatedFailure failure = new RepeatedFailure(logger(), "The test");

    @Test
    @DisplayName("is told of when it begins and when it is over")
    void failures_areToldOfOnce() {
        failure.over();
        assertThat(levels).isEmpty();

        failure.failed(new IllegalStateException("first"));
        failure.failed(new IllegalStateException("second"));
        failure.failed(new IllegalStateException("third"));
        failure.over();
        failure.over();
        assertThat(levels).containsExactly("warn", "debug", "debug", "info");
    }

    @Test
    @DisplayName("is told of again when it comes again")
    void failureAfterSuccess_isToldOfAgain() {
        failure.failed(new IllegalStateException("once"));
        failure.over();
        failure.failed(new IllegalStateException("again"));
        assertThat(levels).containsExactly("warn", "info", "warn");
    }

    private Logger logger() {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    levels.add(method.getName());
                    return null;
                });
    }
}
