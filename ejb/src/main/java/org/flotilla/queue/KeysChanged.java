package org.flotilla.queue;

import java.util.Set;

/**
 * CDI event, fired inside a transaction that adds, ends or treats events with these ordering keys, and observed after its
 * commit: the next event of each may be free to run.
 */
record KeysChanged(Set<String> keys) {

    KeysChanged {
        keys = Set.copyOf(keys);
    }
}
