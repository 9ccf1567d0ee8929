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
            "How many events this node runs at a time. Applies at once; if there are fewer, what runs goes on.");

    static final Parameter<Integer> PREFETCH = Parameter.number(
            "EventQueue.taskProcessor.prefetch",
            Scope.LOCAL,
            2000,
            0,
            5000,
            "How many events this node claims ahead at most, so that short ones are claimed and finished in batches."
                    + " It claims ahead only as many as it runs in a tenth of a second, by the time the last ones took. Applies at once.");

    static final Parameter<SlotShares> SHARES = new Parameter<>(
            SlotShares.PARAMETER,
            Scope.LOCAL,
            "PUSH=75, PULL=75, FM_TRIGGERED=75, MAINTENANCE=50, PGP=75",
            "How many per cent of this node's slots events of a task type hold at most, so that what hangs or floods holds up"
                    + " its own type only. At least one slot each; a type that is not named may have all. Applies at once.",
            List.of(),
            SlotShares::read);

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(SLOTS, PREFETCH, SHARES);
    }
}
