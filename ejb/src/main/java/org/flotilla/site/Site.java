package org.flotilla.site;

import org.flotilla.core.SshPublicKey;

/**
 * A partner system as others see it: without its secrets.
 *
 * @param hostKey the pinned host key, {@code ssh-ed25519 AAAA...}
 * @param remoteFolder where files go if the route does not say
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
