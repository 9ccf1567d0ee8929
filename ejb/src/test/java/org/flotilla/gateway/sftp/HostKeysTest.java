package org.flotilla.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.flotilla.core.SshPublicKey;
import org.flotilla.test.FakeSecrets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("T1 the cluster's host keys")
class HostKeysTest {
    private final FakeSecrets secrets = new FakeSecrets();

    @Test
    void firstNode_doesNotWaitForTheRsaKey() {
        assertThat(new HostKeys(secrets).quick())
                .extracting(KeyUtils::getKeyType)
                .containsExactly("ssh-ed25519", "ecdsa-sha2-nistp256");
    }

    @Test
    void onceMade_theRsaKeyIsThereAtOnceOnEveryNode() {
        var rsa = new HostKeys(secrets).rsa();

        assertThat(new HostKeys(secrets).quick())
                .hasSize(HostKeys.ALL)
                .anySatisfy(pair -> assertThat(pair.getPublic()).isEqualTo(rsa.getPublic()));
    }

    @Test
    @DisplayName("U2 the keys that there are can be told, and telling makes none")
    void known_areThoseThatWereMade() {
        HostKeys keys = new HostKeys(secrets);
        assertThat(keys.known()).isEmpty();

        List<KeyPair> made = keys.quick();

        assertThat(keys.known())
                .extracting(SshPublicKey::fingerprint)
                .containsExactlyElementsOf(made.stream()
                        .map(pair -> KeyUtils.getFingerPrint(pair.getPublic()))
                        .toList());
    }
}
