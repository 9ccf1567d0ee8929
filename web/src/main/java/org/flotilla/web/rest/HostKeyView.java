package org.flotilla.web.rest;

import org.flotilla.core.SshPublicKey;

/**
 * A key by which clients know the cluster's SFTP servers (T1).
 *
 * @param type {@code ssh-ed25519}
 * @param publicKey a line for known_hosts, without the names: type and key
 * @param fingerprint as ssh-keygen shows it: {@code SHA256:...}
 */
public record HostKeyView(String type, String publicKey, String fingerprint) {

    static HostKeyView of(SshPublicKey key) {
        return new HostKeyView(key.type(), key.text(), key.fingerprint());
    }
}
