package org.flotilla.notify;

/** A way to tell somebody. Implementations are CDI beans, called by one thread at a time, outside a transaction. */
public interface Channel {

    /** The name of the channel that can carry a {@link Letter}. */
    String EMAIL = "EMAIL";

    /** Its name in the outbox, at most 20 characters: {@code EMAIL}. */
    String name();

    /** Whether notices go this way now. One that is in the outbox already is delivered all the same. */
    boolean isEnabled();

    /**
     * Delivers and returns when the other side has accepted it. Must give up in less than {@link #LONGEST_SECONDS}.
     *
     * @throws Refused if the other side said so of some recipients, or all
     * @throws Exception if it was not accepted for another reason: it is tried again with back-off
     */
    void deliver(Delivery delivery) throws Exception;

    /** After this time another node may try the same delivery. */
    int LONGEST_SECONDS = 120;
}
