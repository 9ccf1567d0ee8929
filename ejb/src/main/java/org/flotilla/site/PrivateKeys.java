package org.flotilla.site;

import org.flotilla.core.FlotillaException;

/** Reads private keys, so that a bad one is refused when it is entered and not when it is first needed. */
public interface PrivateKeys {
    /** @throws FlotillaException INVALID_INPUT if the text is no private key, or has a passphrase */
    void check(String text);
}
