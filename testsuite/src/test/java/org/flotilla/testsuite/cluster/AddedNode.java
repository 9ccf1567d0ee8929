package org.flotilla.testsuite.cluster;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.flotilla.run.DomainSettings;

/** A fourth node beside the three of the cluster, for one test; afterwards it is as if it had never been. */
final class AddedNode implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);

    private final TestCluster cluster;
    private final String name;

    /** Adds it; it is not started. */
    AddedNode(TestCluster cluster) {
        this.cluster = cluster;
        int others = cluster.nodes().size();
        this.name = "node-" + (others + 1);
        cluster.domain()
                .addServer(
                        name,
                        others * DomainSettings.OFFSET,
                        Map.of("jboss.bind.address.private", "127.0.1." + (others + 1)));
    }

    /** Starts it, and returns when the node that is asked says that it is online. */
    void start(String asked) {
        cluster.domain().beginStart(name);
        await(name + " online")
                .atMost(START)
                .until(() -> "ONLINE".equals(cluster.states(asked).get(name)));
    }

    /** Stops and removes it; the other nodes forget it. */
    @Override
    public void close() throws SQLException {
        if (cluster.domain().hasProcess(name)) {
            cluster.domain().stopServer(name);
        }
        cluster.domain().removeServer(name);
        try (Connection connection = cluster.connect();
                PreparedStatement forget = connection.prepareStatement("delete from node where name = ?")) {
            forget.setString(1, name);
            forget.executeUpdate();
        }
    }
}
