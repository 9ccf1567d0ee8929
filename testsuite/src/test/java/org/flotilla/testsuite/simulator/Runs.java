package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.Claim;
import org.flotilla.queue.EventHandler;
import org.flotilla.queue.OwnedEvent;

/** The events that a process runs, each step by step, and the handler that ends them. */
final class Runs implements EventHandler {

    static final String ACTION = "pretend";

    private final Life life;
    private final Simulation world;
    private final Map<OwnedEvent, Run> runs = new LinkedHashMap<>();

    Runs(Life life, Simulation world) {
        this.life = life;
        this.world = world;
    }

    Run start(OwnedEvent owned) {
        Run run = new Run(owned, world.faults().plan(), world.pauseOfARun());
        world.invariants().started(life, owned.claim());
        runs.put(owned, run);
        return run;
    }

    boolean contain(Claim claim) {
        return runs.keySet().stream().anyMatch(owned -> owned.claim().equals(claim));
    }

    /** Whether it is that of a claim that has no place at its site yet. */
    boolean areAtGate(Claim claim) {
        return runs.values().stream()
                .anyMatch(
                        run -> run.phase == Run.Phase.ENTER && run.owned.claim().equals(claim));
    }

    /** The next step; returns how long to pause after it, null: it was the last. */
    Duration go(Run run) {
        try {
            if (run.phase == Run.Phase.ENTER) {
                run.place = life.queue().gates().enter(run.owned);
                life.connections().open(run.place);
                run.phase = Run.Phase.ASK;
                return run.pause;
            }
            if (run.phase == Run.Phase.ASK) {
                run.owned.ensureOwned();
                boolean publishes = run.plan == Run.Plan.SUCCEED || run.plan == Run.Plan.FAIL_LATE;
                run.phase = publishes ? Run.Phase.PUBLISH : Run.Phase.END;
                return run.pause;
            }
            if (run.phase == Run.Phase.PUBLISH) {
                publish(run.owned);
                run.phase = Run.Phase.END;
                return run.pause;
            }
        } catch (DatabaseGone e) {
            run.thrown = new FlotillaException(ErrorCode.DATABASE, "The database is away.", "Wait.", e);
        } catch (FlotillaException e) {
            run.thrown = e;
        }
        end(run);
        return null;
    }

    private void end(Run run) {
        if (run.place != null && world.defect() != Defect.PLACE_NOT_LEFT) {
            life.connections().keep(run.place);
            life.queue().gates().leave(run.place);
        }
        Optional<String> state =
                life.queue().end(run.owned).map(outcome -> outcome.state().name());
        life.trace("ends " + run + " " + state.orElse("dropped"));
        runs.remove(run.owned);
    }

    /** What must happen once, in the same transaction as the question whether the event is ours. */
    private void publish(OwnedEvent owned) {
        life.run("publish", () -> {
            owned.ensureOwned();
            Transaction transaction = world.database().current();
            Long key = owned.id().value();
            if (transaction.get(world.database().published, key) == null) {
                transaction.put(world.database().published, key, owned.claim());
            }
            return null;
        });
    }

    @Override
    public String action() {
        return ACTION;
    }

    /** The last part of a run, called by the product. */
    @Override
    public String handle(OwnedEvent owned) {
        Run run = runs.get(owned);
        if (run.thrown != null) {
            throw run.thrown;
        }
        return switch (run.plan) {
            case SUCCEED -> "done";
            case FAIL, FAIL_LATE -> throw new FlotillaException(ErrorCode.UNREACHABLE, "No answer.", "Wait.");
            case REFUSE -> throw new FlotillaException(ErrorCode.PARTNER_REFUSED, "No such folder.", "Make it.");
            case BREAK -> throw new IllegalStateException("a defect of a handler");
        };
    }
}
