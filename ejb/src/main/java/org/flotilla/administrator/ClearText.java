package org.flotilla.administrator;

/** From where administrators may sign in over HTTP without TLS. Over TLS they may from everywhere. */
public enum ClearText {
    NEVER,
    /** From the machine that the node runs on: the password crosses no network. */
    LOCAL,
    ALWAYS
}
