package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameter.Scope;
import org.flotilla.config.ParameterSource;

/** The queue's parameters. */
@ApplicationScoped
public class QueueParameters implements ParameterSource {

    static final Parameter<Integer> SLOTS = Parameter.number(
            "EventQueue.taskProcessor.slots",
            Scope.LOCAL,
            16,
            1,
            500,
            "How many events this node runs at a time. Read when the node starts.");

    static final Parameter<Integer> PREFETCH = Parameter.number(
            "EventQueue.taskProcessor.prefetch",
            Scope.LOCAL,
            500,
            0,
            1000,
            "How many events this node claims ahead at most, so that short ones are claimed and finished in batches."
                    + " It claims ahead only as many as it runs in a tenth of a second, by the time the last ones took. Read when the node starts.");

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(SLOTS, PREFETCH);
    }
}
