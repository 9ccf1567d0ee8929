package org.flotilla.testsuite.simulator;

import java.util.Comparator;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;

/** A row of the table {@code site_place}. */
record SitePlace(Key key, String site, NodeId node) {

    /** The number is the incarnation's own. */
    record Key(Incarnation incarnation, long number) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing((Key key) -> key.incarnation().value()).thenComparing(Key::number);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    Incarnation incarnation() {
        return key.incarnation();
    }
}
