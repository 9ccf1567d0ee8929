package org.flotilla.testsuite.simulator;

import java.util.TreeMap;

/** What is committed. */
final class Table<K extends Comparable<K>, V> {
    private final String name;
    final TreeMap<K, V> rows = new TreeMap<>();

    Table(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
