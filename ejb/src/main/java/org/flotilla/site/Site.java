package org.flotilla.site;

import org.flotilla.core.SshPublicKey;

/**
 * A partner system as others see it: without its secrets.
 *
 * @param hostKey the pinned host key, {@code ssh-ed25519 AAAA...}
 * @param remoteFolder where files go if the route does not say
 * @param retryFirst seconds until an event for it that failed is tried again, doubled with each further failure (Q6); null: as
 *     the task type or the cluster says, like the next two
 * @param retryLongest the longest time between two tries, in seconds
 * @param maximumAttempts how often an event is tried before it is DEAD
 * @param singleNode all connections to it come from one node at a time (W4)
 * @param maximumConnections at once, from all nodes together (W4)
 */
public record Site(
        String name,
        Protocol protocol,
        String host,
        int port,
        String userName,
        boolean hasPassword,
        boolean hasPrivateKey,
        String hostKey,
        String remoteFolder,
        Integer retryFirst,
        Integer retryLongest,
        Integer maximumAttempts,
        boolean singleNode,
        int maximumConnections,
        long version) {

    /** Who is at the other end, for the record: another user may see other files of the same host. */
    public String peer() {
        return userName + "@" + host + ":" + port;
    }

    /** The fingerprint of the pinned host key: whether it is the same machine. */
    public String peerKey() {
        return SshPublicKey.parse(hostKey).fingerprint();
    }
}
