package org.flotilla.recovery.wildfly;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.msc.Service;
import org.jboss.msc.service.StartContext;
import org.jboss.msc.service.StopContext;

/** Runs exactly while this node is elected. Remembers it for the beans, which the service container does not know. */
final class ElectedService implements Service {

    private static final AtomicBoolean RUNS = new AtomicBoolean();

    private final Consumer<Boolean> value;

    ElectedService(Consumer<Boolean> value) {
        this.value = value;
    }

    static boolean runs() {
        return RUNS.get();
    }

    @Override
    public void start(StartContext context) {
        RUNS.set(true);
        value.accept(true);
    }

    @Override
    public void stop(StopContext context) {
        RUNS.set(false);
    }
}
