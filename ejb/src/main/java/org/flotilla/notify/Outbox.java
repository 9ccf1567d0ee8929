package org.flotilla.notify;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** Where notices are put. Thread-safe. */
@ApplicationScoped
public class Outbox {

    private OutboxStore store;
    private Iterable<Channel> channels;

    /** For CDI's proxy. */
    protected Outbox() {}

    @Inject
    public Outbox(OutboxStore store, @Any Instance<Channel> channels) {
        this(store, (Iterable<Channel>) channels);
    }

    Outbox(OutboxStore store, Iterable<Channel> channels) {
        this.store = store;
        this.channels = channels;
    }

    /** Writes one row per enabled channel in the caller's transaction: the notice is told exactly if that commits. */
    public void put(Notice notice) {
        for (Channel channel : channels) {
            if (channel.isEnabled()) {
                store.insert(channel.name(), notice);
            }
        }
    }

    /**
     * Writes a letter in the caller's transaction: it is sent by e-mail exactly if that commits.
     *
     * @return false if one with its key was put before: nothing is written then
     */
    public boolean put(Letter letter) {
        return store.insert(Channel.EMAIL, letter);
    }

    /** What did not reach all that it was for and was given up in the last day, newest first. */
    public List<Delivery> givenUp(int limit) {
        return store.givenUp(limit);
    }

    /**
     * Deletes, in the caller's transaction, some letters that ended longer ago than {@code age} by the database's clock (S3).
     *
     * @return how many; 0: there are no more
     */
    public int purge(Duration age, int limit) {
        return store.purge(age, limit);
    }

    /** The deliveries of an incident, oldest first. */
    public List<Delivery> of(long incident) {
        return store.of(incident);
    }
}
