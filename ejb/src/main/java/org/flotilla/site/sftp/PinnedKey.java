package org.flotilla.site.sftp;

import java.net.SocketAddress;
import java.security.PublicKey;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.flotilla.core.SshPublicKey;

/** Accepts the pinned host key and no other, and remembers what was shown instead. One for each connection. */
final class PinnedKey implements ServerKeyVerifier {
    private final SshPublicKey pinned;
    private volatile String refused;

    PinnedKey(SshPublicKey pinned) {
        this.pinned = pinned;
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey shown) {
        boolean same = KeyUtils.compareKeys(SshCryptography.publicKey(pinned), shown);
        if (!same) {
            refused = KeyUtils.getKeyType(shown) + " " + KeyUtils.getFingerPrint(shown);
        }
        return same;
    }

    String keyType() {
        return pinned.type();
    }

    /** Type and fingerprint of the key that was shown instead; null if none was. */
    String refused() {
        return refused;
    }

    String expected() {
        return pinned.type() + " " + pinned.fingerprint();
    }
}
