package org.flotilla.config;

/** What this node keeps of configuration that it has read (K1); other nodes keep their own (decision 0018). Thread-safe. */
public interface SecondLevelCache {

    /** Forgets all, collections too, so that the next reads see what is committed. Changes nothing elsewhere. */
    void empty();
}
