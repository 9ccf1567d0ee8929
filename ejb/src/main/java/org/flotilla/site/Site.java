package org.flotilla.site;

/**
 * A partner system as others see it: without its secrets.
 *
 * @param hostKey the pinned host key, {@code ssh-ed25519 AAAA...}
 * @param remoteFolder where files go if the route does not say
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
        long version) {}
