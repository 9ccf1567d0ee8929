package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.GateHeld;

/** What goes wrong: in transactions, and with nodes, networks and the database. */
final class Faults {

    private final Simulation world;
    private final Random random;
    private final Weather weather;
    private final Loop.Actor nature = new Loop.Actor();
    private final Loop.Actor servers = new Loop.Actor();
    private boolean active = true;

    Faults(Simulation world, Weather weather) {
        this.world = world;
        this.random = world.random();
        this.weather = weather;
    }

    void begin() {
        world.network().lose(weather.messagesLost());
        world.loop().task(nature, "fault", this::next).within(pause());
    }

    /** No new ones; what is cut is joined again. What hangs goes on when its time has come. */
    void end() {
        active = false;
        nature.die();
        world.network().heal();
        world.network().lose(0);
        world.database().comeUp();
    }

    private Duration pause() {
        return Duration.ofMillis(100 + random.nextInt(weather.pauseMillis()));
    }

    private Duration next() {
        happen(weather.kinds().get(random.nextInt(weather.kinds().size())), world.anyLife());
        return pause();
    }

    private void happen(Weather.Kind kind, Life life) {
        switch (kind) {
            case CRASH -> crash(life);
            case STOP -> {
                trace("stops " + life);
                life.leave();
            }
            case FREEZE -> freeze(life);
            case CUT_FROM_NODES -> {
                trace("cuts " + life + " off from the other nodes");
                world.network().cut(life.id(), upTo(20));
            }
            case CUT_FROM_DATABASE -> cutFromDatabase(life, upTo(20));
            case OUTAGE -> outage();
            case CONFIGURE -> world.operators().configure();
            case BURST -> world.clients().burst();
        }
    }

    private void cutFromDatabase(Life life, Duration time) {
        trace("cuts " + life + " off from the database for " + time);
        life.cutFromDatabase(time);
    }

    private void crash(Life life) {
        if (life.isDead()) {
            return;
        }
        trace("crashes " + life);
        life.die();
        ended(life);
    }

    /** The database notices that the process is gone, and somebody starts it again. */
    void ended(Life life) {
        for (Transaction open : world.database().openOf(life)) {
            world.loop().after(upTo(6), servers, "rollback", open::rollback);
        }
        world.loop().after(upTo(25), servers, "start", () -> world.startIfDead(life.id()));
    }

    private void freeze(Life life) {
        Duration time = upTo(25);
        trace("freezes " + life + " for " + time);
        world.loop().freeze(life, time);
    }

    private void outage() {
        boolean restart = random.nextBoolean();
        trace(restart ? "restarts the database" : "cuts off the database");
        world.database().goDown();
        if (restart) {
            world.database().restart();
        }
        world.loop().after(upTo(15), nature, "database is back", world.database()::comeUp);
    }

    /** Short often, so that what is meant to be fast is in time; often about as long as a node keeps its lease. */
    private Duration upTo(int seconds) {
        return switch (random.nextInt(4)) {
            case 0, 1 -> millis(50, 2_000);
            case 2 -> millis(Math.min(5_500, seconds * 1_000 - 1_000), Math.min(8_000, seconds * 1_000));
            default -> millis(50, seconds * 1_000);
        };
    }

    private Duration millis(int least, int most) {
        return Duration.ofMillis(least + random.nextInt(most - least));
    }

    /** Runs the work in a transaction, or in the one that is open. What goes wrong is thrown as the container would. */
    <T> T transact(Life life, String name, Callable<T> work) {
        if (world.database().isInTransaction()) {
            return call(work);
        }
        mayHang(life, "before " + name);
        ensureReachable(life);
        Transaction transaction = world.database().begin(life, name);
        T answer = within(transaction, work);
        end(transaction);
        transaction.tell();
        return answer;
    }

    private <T> T within(Transaction transaction, Callable<T> work) {
        boolean done = false;
        try {
            T answer = call(work);
            done = true;
            return answer;
        } catch (DatabaseGone | FlotillaException | GateHeld e) {
            throw e;
        } catch (RuntimeException | Error e) {
            world.invariants().unexpected(e);
            throw e;
        } finally {
            world.database().leave();
            if (!done) {
                transaction.rollback();
            }
        }
    }

    private static <T> T call(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void end(Transaction transaction) {
        Life life = transaction.life();
        double dice = active ? random.nextDouble() : 1;
        if (dice < weather.lost()) {
            world.database().commit(transaction);
            mayBeCut(life);
            throw gone(life, "the answer is lost of " + transaction);
        } else if (dice < weather.lost() + weather.late()) {
            late(transaction);
            mayBeCut(life);
            throw gone(life, "the connection breaks in " + transaction);
        } else if (dice < weather.lost() + weather.late() + weather.refused()) {
            transaction.rollback();
            throw gone(life, "rolled back is " + transaction);
        }
        mayHang(life, "with its locks in " + transaction);
        if (transaction.isOver() || !isReachable(life)) {
            transaction.rollback();
            throw gone(life, "lost is " + transaction);
        }
        world.database().commit(transaction);
        mayHang(life, "after " + transaction);
    }

    /** A connection that breaks is often not the only one. */
    private void mayBeCut(Life life) {
        if (random.nextBoolean()) {
            cutFromDatabase(life, upTo(8));
        }
    }

    private void late(Transaction transaction) {
        boolean comes = random.nextInt(3) > 0;
        world.loop().after(upTo(15), servers, "late end", () -> {
            if (!transaction.isOver()) {
                world.trace("database", (comes ? "commits late " : "gives up ") + transaction);
            }
            if (comes) {
                world.database().commit(transaction);
            } else {
                transaction.rollback();
            }
        });
    }

    private void mayHang(Life life, String where) {
        if (!active || !world.loop().canStall() || random.nextDouble() >= weather.stalled()) {
            return;
        }
        Duration time = upTo(20);
        boolean whole = random.nextBoolean();
        life.trace((whole ? "freezes " : "hangs ") + where + " for " + time);
        if (whole) {
            world.loop().freeze(life, time);
        }
        world.loop().stall(life, time);
        if (life.isDead()) {
            throw new Crashed();
        }
        life.trace("goes on " + where);
    }

    boolean isReachable(Life life) {
        return world.database().isUp() && (!active || !life.isCutFromDatabase());
    }

    private void ensureReachable(Life life) {
        if (life.isDead()) {
            throw new Crashed();
        }
        if (!isReachable(life)) {
            throw new DatabaseGone("The database cannot be reached");
        }
    }

    private static DatabaseGone gone(Life life, String what) {
        life.trace(what);
        return new DatabaseGone(what);
    }

    private void trace(String what) {
        world.trace("fault", what);
    }

    /** How the run of an event is to end. */
    Run.Plan plan() {
        if (!active || random.nextDouble() >= weather.failing()) {
            return Run.Plan.SUCCEED;
        }
        List<Run.Plan> plans = List.of(
                Run.Plan.FAIL, Run.Plan.FAIL, Run.Plan.FAIL, Run.Plan.FAIL_LATE, Run.Plan.REFUSE, Run.Plan.BREAK);
        return plans.get(random.nextInt(plans.size()));
    }
}
