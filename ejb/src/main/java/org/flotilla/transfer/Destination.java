package org.flotilla.transfer;

/**
 * Where the bytes of an outgoing transfer go.
 *
 * @param peer who is at the other end: user, host and port
 * @param peerKey the fingerprint of that server's key: another machine at the same address has another
 * @param tempPath the temporary path there
 */
public record Destination(String peer, String peerKey, String tempPath) {}
