package org.flotilla.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.flotilla.cluster.NodeStore.Candidate;
import org.flotilla.cluster.sql.JdbcNodeStore;
import org.flotilla.config.ServerProperties;
import org.flotilla.core.NodeId;
import org.flotilla.test.RecordedEvents;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("N1 the nodes that parameters can be set for")
class NodeDirectoryTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final NodeStore store = new JdbcNodeStore(DATABASE.database());
    private final NodeDirectory directory = new NodeDirectory(new ServerProperties(), store, new RecordedEvents<>());

    @Test
    @DisplayName("N1 are all that joined or were refused, from that moment on")
    void names_areThoseOfTheDatabase() throws Exception {
        DATABASE.transact(() -> store.putOnline(candidate("node-2"), store.nextIncarnation()));
        DATABASE.transact(() -> store.putRefused(candidate("node-1"), "No slot is free."));
        assertThat(directory.names()).containsExactly("node-1", "node-2");
    }

    private static Candidate candidate(String name) {
        return new Candidate(new NodeId(name), "m:" + name, "127.0.0.1", "PROD", "1", 4);
    }
}
