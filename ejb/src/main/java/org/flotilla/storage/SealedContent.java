package org.flotilla.storage;

/**
 * A content that is whole and durable, and will never change.
 *
 * @param sha256 in lower-case hex; null if it was not read (a content linked from a home)
 */
public record SealedContent(ContentId id, long size, String sha256) {}
