package org.flotilla.testsuite.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.flotilla.core.EventId;
import org.flotilla.queue.Claim;
import org.flotilla.queue.EventState;
import org.flotilla.queue.StateMachine.Cause;
import org.flotilla.site.Site;

/**
 * One transaction of the database, READ COMMITTED: it sees what is committed and its own changes. A row that it changes or
 * locks is its own until it ends.
 */
final class Transaction {

    /** What a statement says that it did to an event; the invariants hold it against what it really did. */
    record Act(EventId event, EventState from, EventState to, Cause cause, Claim claim) {}

    /** A row, by its table and key. */
    record Row(Table<?, ?> table, Object key) {}

    private final PretendDatabase database;
    private final Life life;
    private final String name;
    private final Map<Table<?, ?>, Map<?, ?>> changes = new LinkedHashMap<>();
    private final Set<Row> locks = new HashSet<>();
    private final List<Act> acts = new ArrayList<>();
    private final List<Runnable> told = new ArrayList<>();
    private Site asked;
    private boolean over;

    Transaction(PretendDatabase database, Life life, String name) {
        this.database = database;
        this.life = life;
        this.name = name;
    }

    Life life() {
        return life;
    }

    boolean isOver() {
        return over;
    }

    @SuppressWarnings("unchecked") // of a table there are only changes of its own rows
    <K extends Comparable<K>, V> Map<K, Optional<V>> changesOf(Table<K, V> table) {
        return (Map<K, Optional<V>>) changes.getOrDefault(table, Map.of());
    }

    <K extends Comparable<K>, V> V get(Table<K, V> table, K key) {
        Optional<V> own = changesOf(table).get(key);
        return own == null ? table.rows.get(key) : own.orElse(null);
    }

    /** All rows, by key. */
    <K extends Comparable<K>, V> Collection<V> all(Table<K, V> table) {
        Map<K, Optional<V>> own = changesOf(table);
        if (own.isEmpty()) {
            return table.rows.values();
        }
        TreeMap<K, V> seen = new TreeMap<>(table.rows);
        own.forEach((key, value) -> value.ifPresentOrElse(row -> seen.put(key, row), () -> seen.remove(key)));
        return seen.values();
    }

    /** Locks the row; false: another transaction has it ({@code skip locked}). */
    boolean tryLock(Table<?, ?> table, Object key) {
        Row row = new Row(table, key);
        if (!database.lock(row, this)) {
            return false;
        }
        locks.add(row);
        return true;
    }

    /** Locks the row. That another has it is as if one had waited until the time-out. */
    void lock(Table<?, ?> table, Object key) {
        if (!tryLock(table, key)) {
            throw new DatabaseGone("The lock of " + table + " " + key + " could not be had in time");
        }
    }

    /** @param value null: delete */
    @SuppressWarnings("unchecked") // as above
    <K extends Comparable<K>, V> void put(Table<K, V> table, K key, V value) {
        lock(table, key);
        ((Map<K, Optional<V>>) changes.computeIfAbsent(table, any -> new TreeMap<K, Optional<V>>()))
                .put(key, Optional.ofNullable(value));
    }

    void did(Act act) {
        acts.add(act);
    }

    List<Act> acts() {
        return acts;
    }

    /** It may bring a place at the site. */
    void ask(Site site) {
        asked = site;
    }

    /** The site as the node knows it that asks. */
    Optional<Site> asked() {
        return Optional.ofNullable(asked);
    }

    void afterCommit(Runnable what) {
        told.add(what);
    }

    /** Those that wait for the commit are told. */
    void tell() {
        told.forEach(Runnable::run);
    }

    void commit() {
        if (!over) {
            changes.forEach((table, rows) -> apply(table));
            end();
        }
    }

    private <K extends Comparable<K>, V> void apply(Table<K, V> table) {
        changesOf(table)
                .forEach((key, value) ->
                        value.ifPresentOrElse(row -> table.rows.put(key, row), () -> table.rows.remove(key)));
    }

    void rollback() {
        if (!over) {
            end();
        }
    }

    private void end() {
        over = true;
        locks.forEach(row -> database.unlock(row));
        database.ended(this);
    }

    @Override
    public String toString() {
        return name + " of " + life;
    }
}
