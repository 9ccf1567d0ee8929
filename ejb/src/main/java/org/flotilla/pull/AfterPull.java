package org.flotilla.pull;

/** What happens to a file at the partner once it has arrived (T6). */
public enum AfterPull {
    /** It stays, and is remembered so that it is not pulled again. */
    KEEP,
    DELETE,
    /** It is renamed into the archive folder, under a free name. */
    MOVE
}
