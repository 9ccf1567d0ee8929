package org.flotilla.core;

/**
 * One life of a node, from the start of its lease to its end. Numbers come from a database sequence, so a later life
 * always has the higher one; work owned by an incarnation is lost to it when the incarnation is revoked (Q5).
 */
public record Incarnation(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
