package org.flotilla.secret;

import java.util.Optional;
import java.util.function.Supplier;

/** Encrypts what must not stand in clear in the database (A3). AES-256-GCM, with a key from the server's credential store. */
public interface Secrets {

    /** Encrypts a text; the same text gives another result each time. Null stays null. */
    String encrypt(String clear);

    /** The clear text of what {@link #encrypt} gave. Null stays null. */
    String decrypt(String ciphertext);

    /** The cluster's secret of this name, if it has been made. */
    Optional<String> shared(String name);

    /**
     * The cluster's secret of this name, made by {@code maker} and kept if there is none. All nodes get the same one,
     * however many ask at once.
     */
    String shared(String name, Supplier<String> maker);
}
