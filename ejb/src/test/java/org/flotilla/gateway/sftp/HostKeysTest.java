package org.flotilla.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.sshd.common.config.keys.KeyUtils;
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
}
