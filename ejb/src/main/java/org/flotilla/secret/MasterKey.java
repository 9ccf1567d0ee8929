package org.flotilla.secret;

import javax.crypto.SecretKey;

/** Where the key comes from that encrypts all secrets in the database; the same on every node, never in the database. */
public interface MasterKey {

    /** The AES-256 key; fails with what to do if the server has none. */
    SecretKey get();
}
