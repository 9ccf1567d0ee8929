package org.flotilla.run;

import static org.flotilla.run.DomainClient.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.as.controller.client.OperationBuilder;
import org.jboss.dmr.ModelNode;

/**
 * A domain on this machine, made by {@link DomainSetup}: starts and stops it and its servers, and does to a server what
 * life may do to it (kill, freeze). The servers live in a session of their own, so that Ctrl-C reaches only us and they
 * are stopped in order. Ends with {@link #close()}; not for use by several threads, except for the readers.
 */
public final class Domain implements AutoCloseable {

    private static final Duration CONTROLLER_START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(60);

    private final ServerHome home;
    private final Path base;
    private final DomainSettings settings;
    private final String host;
    private final ServerProcesses processes;
    private DomainClient client;

    public Domain(ServerHome home, Path base, DomainSettings settings) {
        this.home = home;
        this.base = base.toAbsolutePath().normalize();
        this.settings = settings;
        this.host = settings.get("flotilla.host");
        this.processes = new ServerProcesses(this.base);
    }

    /** Starts the host controller, which starts the servers; returns when it answers, before the servers are up. */
    public void start() {
        stopLeftOver();
        try {
            Files.createDirectories(base.resolve("log"));
            new ProcessBuilder(new DomainCommand(home, base, settings).build())
                    .directory(base.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(console().toFile())
                    .start();
        } catch (IOException e) {
            throw new RunFailure("The host controller cannot be started: " + e.getMessage(), e);
        }
        client = new DomainClient(settings.managementPort());
        if (!Await.until(CONTROLLER_START, this::answers)) {
            throw new RunFailure("The host controller does not answer on port " + settings.managementPort() + "; see "
                    + base.resolve("log/host-controller.log") + "\n" + LogTail.errors(console()));
        }
    }

    private void stopLeftOver() {
        processes.all().forEach(ProcessHandle::destroy);
        processes.awaitGone(STOP);
    }

    private boolean answers() {
        try {
            return "running".equals(client.read("host-state", "host", host).asString());
        } catch (RunFailure e) {
            return false;
        }
    }

    private Path console() {
        return base.resolve("log/console.log");
    }

    /** Speaks with the running domain, for whatever has no method here. */
    public DomainClient client() {
        return client;
    }

    /** State of each server by name: STARTING, STARTED, STOPPED, FAILED, ... */
    public Map<String, String> status() {
        ModelNode read = operation("read-children-resources", "host", host);
        read.get("child-type").set("server-config");
        read.get("include-runtime").set(true);
        return client.execute(read).asPropertyList().stream()
                .collect(Collectors.toMap(
                        org.jboss.dmr.Property::getName,
                        property -> property.getValue().get("status").asString(),
                        (first, second) -> first,
                        TreeMap::new));
    }

    /** Waits until every server is up and what is deployed works; fails with the log of one that is not. */
    public void awaitServers(Duration timeout) {
        boolean up = Await.until(timeout, () -> {
            failOnFailed();
            return status().values().stream().allMatch("STARTED"::equals);
        });
        if (!up) {
            throw new RunFailure("Not all servers are up after " + timeout.toSeconds() + " s: " + status()
                    + "\nThe machine may be too slow or too small; the logs are below " + base.resolve("servers"));
        }
        status().keySet().forEach(this::mustHaveDeployed);
    }

    private void failOnFailed() {
        status().forEach((server, status) -> {
            if ("FAILED".equals(status) || "STOPPED".equals(status) || "DISABLED".equals(status)) {
                throw serverFailure(server, "is " + status);
            }
        });
    }

    /** Fails when an archive of the server did not deploy. */
    public void mustHaveDeployed(String server) {
        ModelNode read = operation("read-children-resources", "host", host, "server", server);
        read.get("child-type").set("deployment");
        read.get("include-runtime").set(true);
        client.execute(read).asPropertyList().forEach(deployment -> {
            String status = deployment.getValue().get("status").asString();
            if (!"OK".equals(status)) {
                throw serverFailure(server, "has " + deployment.getName() + " in state " + status);
            }
        });
    }

    private RunFailure serverFailure(String server, String what) {
        return new RunFailure("Server " + server + " " + what + "; the last errors of " + log(server) + ":\n"
                + LogTail.errors(log(server)));
    }

    /** Log file of a server. */
    public Path log(String server) {
        return base.resolve("servers").resolve(server).resolve("log/server.log");
    }

    /** Deploys an archive to all servers, in the place of one of the same name. */
    public void deploy(Path archive) {
        String name = archive.getFileName().toString();
        boolean known = children("deployment").contains(name);
        ModelNode operation;
        if (known) {
            operation = operation("full-replace-deployment");
            operation.get("name").set(name);
            operation.get("content").get(0).get("input-stream-index").set(0);
        } else {
            operation = firstDeployment(name);
        }
        client.execute(OperationBuilder.create(operation)
                .addFileAsAttachment(archive.toFile())
                .build());
    }

    private ModelNode firstDeployment(String name) {
        ModelNode upload = operation("add", "deployment", name);
        upload.get("content").get(0).get("input-stream-index").set(0);
        ModelNode assign = operation("add", "server-group", settings.get("flotilla.group"), "deployment", name);
        assign.get("enabled").set(true);
        return composite(upload, assign);
    }

    /** Takes an archive away from all servers. */
    public void undeploy(String name) {
        client.execute(composite(
                operation("remove", "server-group", settings.get("flotilla.group"), "deployment", name),
                operation("remove", "deployment", name)));
    }

    private static ModelNode composite(ModelNode... steps) {
        ModelNode composite = operation("composite");
        for (ModelNode step : steps) {
            composite.get("steps").add(step);
        }
        return composite;
    }

    private List<String> children(String type, String... address) {
        ModelNode read = operation("read-children-names", address);
        read.get("child-type").set(type);
        return client.execute(read).asList().stream().map(ModelNode::asString).toList();
    }

    /** Starts a server that is not running; returns when it is up. */
    public void startServer(String server) {
        start(server, true);
    }

    /** Starts a server that is not running; does not wait until it is up. */
    public void beginStart(String server) {
        start(server, false);
    }

    private void start(String server, boolean untilUp) {
        ModelNode start = operation("start", "host", host, "server-config", server);
        start.get("blocking").set(untilUp);
        client.execute(start);
    }

    /** Stops a server in order; returns when its process is gone. */
    public void stopServer(String server) {
        ModelNode stop = operation("stop", "host", host, "server-config", server);
        stop.get("blocking").set(true);
        client.execute(stop);
        awaitGone(server);
    }

    /**
     * Adds a server to the group; it is not started.
     *
     * @param properties system properties of this server alone, which it has from its first moment on
     */
    public void addServer(String server, int portOffset, Map<String, String> properties) {
        ModelNode add = operation("add", "host", host, "server-config", server);
        add.get("group").set(settings.get("flotilla.group"));
        add.get("auto-start").set(false);
        add.get("socket-binding-port-offset").set(portOffset);
        client.execute(add);
        properties.forEach((name, value) -> {
            ModelNode set = operation("add", "host", host, "server-config", server, "system-property", name);
            set.get("value").set(value);
            set.get("boot-time").set(true);
            client.execute(set);
        });
    }

    /** Removes a server that is stopped. */
    public void removeServer(String server) {
        client.execute(operation("remove", "host", host, "server-config", server));
    }

    /** Kills the process of a server (SIGKILL); returns when it is gone. */
    public void kill(String server) {
        process(server).destroyForcibly();
        awaitGone(server);
    }

    private void awaitGone(String server) {
        if (!Await.until(STOP, () -> processes.server(server).isEmpty())) {
            throw new RunFailure("The process of " + server + " does not end");
        }
    }

    /** Stops the process of a server in its tracks (SIGSTOP): it holds its connections and does nothing. */
    public void freeze(String server) {
        ServerProcesses.signal(process(server), "STOP");
    }

    /** Lets a frozen server go on (SIGCONT). */
    public void thaw(String server) {
        ServerProcesses.signal(process(server), "CONT");
    }

    /** The members of the cluster as a running server sees them, in JGroups' words: {@code [...|view] (members) [...]}. */
    public String view(String server) {
        ModelNode read =
                operation("read-attribute", "host", host, "server", server, "subsystem", "jgroups", "channel", "ee");
        read.get("name").set("view");
        return client.execute(read).asString();
    }

    /** Whether the server has a process, be it starting or frozen. */
    public boolean hasProcess(String server) {
        return processes.server(server).isPresent();
    }

    /** Process number of a server. */
    public long pid(String server) {
        return process(server).pid();
    }

    private ProcessHandle process(String server) {
        return processes.server(server).orElseThrow(() -> new RunFailure("Server " + server + " has no process"));
    }

    /** The names of all servers, running or not. */
    public List<String> servers() {
        return new ArrayList<>(status().keySet());
    }

    /** Stops all servers and the host controller; returns when no process is left. Frozen servers are killed. */
    public void stop() {
        if (client != null) {
            client.close();
            client = null;
        }
        processes.all().forEach(ProcessHandle::destroy);
        processes.awaitGone(STOP);
    }

    @Override
    public void close() {
        stop();
    }
}
