package org.flotilla.testsuite.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.queue.Claim;
import org.flotilla.queue.Event;

/** The database: tables, row locks, sequences, and a clock of its own. */
final class PretendDatabase {

    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    final Table<Long, Event> events = new Table<>("event");
    final Table<Long, Event> history = new Table<>("event_history");
    final Table<String, Long> keys = new Table<>("event_key");
    final Table<String, Long> holders = new Table<>("event_holds_key");
    final Table<String, NodeStatus> nodes = new Table<>("node");
    final Table<Long, Claim> published = new Table<>("published");
    final Table<String, String> cluster = new Table<>("cluster");
    final Table<SitePlace.Key, SitePlace> places = new Table<>("site_place");

    /** Locks that are no rows: of gates, by site. */
    final Table<String, String> gates = new Table<>("gate");

    private final LongSupplier time;
    private final boolean passesLocked;
    private final Consumer<Transaction> beforeCommit;
    private final BiConsumer<Transaction, Event> lettingGo;
    private final Map<Transaction.Row, Transaction> locks = new HashMap<>();
    private final Set<Transaction> open = new LinkedHashSet<>();
    private Transaction current;
    private long lastEvent;
    private long lastIncarnation;
    private boolean up = true;

    /**
     * @param time nanoseconds of true time
     * @param passesLocked whether its looks at places pass by those that are locked, as on SQL Server, or see what is committed
     * @param beforeCommit sees each transaction before it is committed
     * @param lettingGo sees each event of a key whose turn a transaction says it is, at that very moment
     */
    PretendDatabase(
            LongSupplier time,
            boolean passesLocked,
            Consumer<Transaction> beforeCommit,
            BiConsumer<Transaction, Event> lettingGo) {
        this.time = time;
        this.passesLocked = passesLocked;
        this.beforeCommit = beforeCommit;
        this.lettingGo = lettingGo;
    }

    Instant now() {
        return BEGINNING.plusNanos(time.getAsLong());
    }

    boolean passesLocked() {
        return passesLocked;
    }

    boolean isUp() {
        return up;
    }

    /** Nobody can reach it. */
    void goDown() {
        up = false;
    }

    void comeUp() {
        up = true;
    }

    /** Its processes end: what was not committed never is. */
    void restart() {
        new ArrayList<>(open).forEach(Transaction::rollback);
    }

    Transaction begin(Life life, String name) {
        Transaction begun = new Transaction(this, life, name);
        open.add(begun);
        current = begun;
        return begun;
    }

    /** The transaction of the step that is under way. */
    Transaction current() {
        if (current == null) {
            throw new IllegalStateException("There is no transaction");
        }
        return current;
    }

    boolean isInTransaction() {
        return current != null;
    }

    /** No statement is under way any more; the transaction may be open still. */
    void leave() {
        current = null;
    }

    void commit(Transaction transaction) {
        if (!transaction.isOver()) {
            beforeCommit.accept(transaction);
            transaction.commit();
        }
    }

    void lettingGo(Event row) {
        lettingGo.accept(current, row);
    }

    List<Transaction> openOf(Life life) {
        return open.stream().filter(any -> any.life() == life).toList();
    }

    /** Nothing is left of what broke off: what comes late has come. */
    boolean isQuiet() {
        return open.isEmpty();
    }

    boolean lock(Transaction.Row row, Transaction by) {
        return locks.computeIfAbsent(row, any -> by) == by;
    }

    void unlock(Transaction.Row row) {
        locks.remove(row);
    }

    /** Whether no transaction but the present one has the row. */
    boolean isFree(Table<?, ?> table, Object key) {
        Transaction holder = locks.get(new Transaction.Row(table, key));
        return holder == null || holder == current;
    }

    void ended(Transaction transaction) {
        open.remove(transaction);
    }

    long nextEvent() {
        return ++lastEvent;
    }

    long nextIncarnation() {
        return ++lastIncarnation;
    }

    Duration since(Instant then) {
        return Duration.between(then, now());
    }
}
