package org.flotilla.retention;

import org.flotilla.storage.HomeFile;

/**
 * A file whose time is over.
 *
 * @param awaited it is still to be delivered
 */
public record DueFile(String account, HomeFile file, boolean awaited) {}
