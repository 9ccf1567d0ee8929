package org.flotilla.transfer;

/**
 * How far an outgoing transfer is.
 *
 * @param peer where its bytes are or were sent
 * @param peerKey the fingerprint of that peer's key; null if none were sent yet
 * @param tempPath where its bytes are or were at the partner; null if none were sent yet
 * @param finalPath where they go; null before PUBLISHING
 */
public record Outgoing(long id, Transfer.State state, String peer, String peerKey, String tempPath, String finalPath) {}
