package org.flotilla.secret;

import java.util.Optional;

/** The cluster's own secrets as they stand in the database: sealed. */
public interface SecretStore {

    Optional<String> find(String name);

    /** Puts the secret there if there is none of this name; else changes nothing. */
    void insertIfAbsent(String name, String ciphertext);
}
