package org.flotilla.testsuite.chaos;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.flotilla.run.Domain;
import org.flotilla.run.RunFailure;
import org.flotilla.testsuite.cluster.TestCluster;

/** Does to a cluster what a {@link Fault} says, and heals it. Used by one thread at a time. */
final class FaultInjector implements AutoCloseable {

    /** A node that joins a cluster whose coordinator is frozen waits 4 minutes for it. */
    private static final Duration START = Duration.ofMinutes(6);

    private static final List<String> STARTING = List.of("STARTING", "STOPPING");

    private final TestCluster cluster;
    private final Domain domain;
    private final Optional<Firewall> firewall;
    private final Set<String> cutOff = new HashSet<>();
    /** Cuts of nodes that were up when they began. */
    private final Set<Fault> wereUp = new HashSet<>();

    /** @param firewall for the faults that need one */
    FaultInjector(TestCluster cluster, Optional<Firewall> firewall) {
        this.cluster = cluster;
        this.domain = cluster.domain();
        this.firewall = firewall;
    }

    void begin(Fault fault) {
        if (fault.kind().needsFirewall() && cluster.listens(fault.node())) {
            wereUp.add(fault);
        }
        switch (fault.kind()) {
            case KILL -> ifThere(fault.node(), domain::kill);
            case FREEZE -> ifThere(fault.node(), domain::freeze);
            case CUT_FROM_NODES -> {
                cutOff.add(fault.node());
                cutNodes();
            }
            case CUT_FROM_DATABASE ->
                firewall.orElseThrow()
                        .cutFromPort(
                                cluster.address(fault.node()),
                                cluster.database().port());
            case DATABASE_CRASH -> cluster.database().crash();
        }
    }

    void end(Fault fault) {
        switch (fault.kind()) {
            case KILL -> domain.beginStart(fault.node());
            case FREEZE -> ifThere(fault.node(), domain::thaw);
            case CUT_FROM_NODES -> {
                cutOff.remove(fault.node());
                ensureCut(fault, cutNodes());
            }
            case CUT_FROM_DATABASE ->
                ensureCut(
                        fault,
                        firewall.orElseThrow()
                                .healFromPort(
                                        cluster.address(fault.node()),
                                        cluster.database().port()));
            case DATABASE_CRASH -> cluster.database().start();
        }
    }

    private void ifThere(String node, Consumer<String> act) {
        if (domain.hasProcess(node)) {
            act.accept(node);
        } else {
            System.out.println("CHAOS " + node + " has no process at the moment");
        }
    }

    /** A connection is cut while either of its nodes is cut off. Returns how many packets the cuts dropped that are over. */
    private long cutNodes() {
        List<String> nodes = cluster.nodes();
        long healed = 0;
        for (int one = 0; one < nodes.size(); one++) {
            for (String other : nodes.subList(one + 1, nodes.size())) {
                String address = cluster.address(nodes.get(one));
                if (cutOff.contains(nodes.get(one)) || cutOff.contains(other)) {
                    firewall.orElseThrow().cut(address, cluster.address(other));
                } else {
                    healed += firewall.orElseThrow().heal(address, cluster.address(other));
                }
            }
        }
        return healed;
    }

    /** Nodes speak all the time: a cut of one that is up drops something, or it is none. */
    private void ensureCut(Fault fault, long dropped) {
        System.out.println("CHAOS " + dropped + " packets were dropped");
        if (wereUp.remove(fault) && dropped == 0) {
            throw new AssertionError(fault + " has dropped nothing");
        }
    }

    /** Undoes whatever lasts, and waits until all nodes are online. */
    void healAll() {
        close();
        await("servers to have started")
                .atMost(START)
                .until(() -> domain.status().values().stream().noneMatch(STARTING::contains));
        startAgainWhatCouldNotDeploy();
        cluster.awaitAllOnline();
    }

    /** A node that starts while it has no database fails to deploy, and says so (decision 0003): it is started again. */
    private void startAgainWhatCouldNotDeploy() {
        for (Map.Entry<String, String> server : domain.status().entrySet()) {
            if ("STARTED".equals(server.getValue()) && !hasDeployed(server.getKey())) {
                domain.stopServer(server.getKey());
                domain.startServer(server.getKey());
            }
        }
    }

    private boolean hasDeployed(String server) {
        try {
            domain.mustHaveDeployed(server);
            return true;
        } catch (RunFailure e) {
            System.out.println("CHAOS " + e.getMessage());
            return false;
        }
    }

    /** Ends every cut and freeze, and starts the database. */
    @Override
    public void close() {
        firewall.ifPresent(Firewall::healAll);
        cutOff.clear();
        cluster.nodes().stream().filter(domain::hasProcess).forEach(domain::thaw);
        if (cluster.hasOwnDatabase()) {
            cluster.database().start();
        }
    }
}
