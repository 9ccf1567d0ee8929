package org.flotilla.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Looks whether the ports that a domain wants are free, before anything is started, because a server that finds its port
 * taken says so only in the middle of its log.
 */
final class Ports {

    private static final Map<String, String> WANTED = Map.of(
            "HTTP",
            "flotilla.port.http",
            "HTTPS",
            "flotilla.port.https",
            "SFTP",
            "flotilla.port.sftp",
            "FTPS",
            "flotilla.port.ftps",
            "cluster",
            "flotilla.port.cluster",
            "messaging",
            "flotilla.port.messaging",
            "transaction recovery",
            "flotilla.port.recovery",
            "transaction status",
            "flotilla.port.recovery-status");

    private Ports() {}

    /** Fails with one line per taken port, each naming the property that moves it. */
    static void mustBeFree(DomainSettings settings, int servers) {
        List<String> taken = taken(settings, servers);
        if (!taken.isEmpty()) {
            throw new RunFailure(taken.stream()
                    .collect(Collectors.joining(
                            "\n",
                            "Ports are taken:\n",
                            "\nStop what holds them (ss -ltnp shows it), or move them by the properties named here.")));
        }
    }

    /** Fails with the property that moves the port when somebody listens on it. */
    static void mustBeFree(int port, String use, String property) {
        if (!isFree(port)) {
            throw new RunFailure("The port " + port + " of " + use + " is taken: end what uses it (ss -ltnp shows it),"
                    + " or take another by -D" + property + "=...");
        }
    }

    static List<String> taken(DomainSettings settings, int servers) {
        List<String> taken = new ArrayList<>();
        if (!isFree(settings.managementPort())) {
            taken.add(line(settings.managementPort(), "management", DomainSettings.MANAGEMENT_PORT));
        }
        for (int server = 0; server < servers; server++) {
            int offset = server * DomainSettings.OFFSET;
            WANTED.forEach((use, property) -> {
                int port = settings.number(property) + offset;
                if (!isFree(port)) {
                    taken.add(line(port, use, property));
                }
            });
        }
        return taken;
    }

    private static String line(int port, String use, String property) {
        return "  " + port + " (" + use + "; -D" + property + "=...)";
    }

    /** Whether nobody listens on the port of the loopback address. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A port that nobody listens on now. Somebody else may take it before we do. */
    static int anyFree() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new RunFailure("No free port on the loopback address", e);
        }
    }
}
