package org.flotilla.testsuite.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.flotilla.testsuite.cluster.TestAccount;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@DisplayName("O5 T3 the shared file system of the deployed EAR")
class StorageIT {
    private static final Duration SECONDS = Duration.ofSeconds(30);

    private final Deployed server = Deployed.server();

    @Test
    @DisplayName("O5 a node whose storage vanishes says why and accepts nothing until it is back")
    void storageThatVanishes_stopsTheNodeUntilItIsBack() throws IOException {
        TestAccount account = server.account(Deployed.unique("storage"));
        Path marker = Deployed.storage().resolve(".flotilla-storage");
        Path aside = Deployed.folder().resolve("marker");
        Files.move(marker, aside);
        try {
            await("the node is refused").atMost(SECONDS).until(() -> "REFUSED".equals(node().getString("state")));
            assertThat(node().getString("reason")).contains("not the shared file system of this cluster");
            assertThatThrownBy(() -> SftpUser.byPassword(account.name(), account.password()))
                    .isInstanceOf(IOException.class);
        } finally {
            Files.move(aside, marker);
        }
        await("the node is online").atMost(SECONDS).until(() -> "ONLINE".equals(node().getString("state")));
        await("the node accepts files").atMost(SECONDS).ignoreExceptions().until(() -> {
            try (SftpUser user = SftpUser.byPassword(account.name(), account.password())) {
                user.put("/a.txt", "after");
                return user.get("/a.txt").equals("after");
            }
        });
    }

    private JsonObject node() {
        return server.items("cluster/nodes").get(0);
    }
}
