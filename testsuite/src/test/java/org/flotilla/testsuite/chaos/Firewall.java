package org.flotilla.testsuite.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts connections between loopback addresses: what comes is dropped without a word, as by a network that is cut. Its rules
 * stand in a chain of this JVM's own, which goes with {@link #close()}, with the end of the JVM, or, if that was killed, when
 * the next one opens a firewall. Needs root and iptables. Not thread-safe.
 */
final class Firewall implements AutoCloseable {

    private static final String PREFIX = "FLOTILLA-";
    private static final String CHAIN = PREFIX + ProcessHandle.current().pid();
    /** Not OUTPUT: there the sender would be told. */
    private static final String HOOK = "INPUT";

    private final Thread ifForgotten = new Thread(() -> remove(CHAIN), "firewall");
    /** In the order in which the rules stand in the chain. */
    private final Set<List<String>> cuts = new LinkedHashSet<>();

    private Firewall() {}

    /** What keeps this machine from having one; empty if nothing does. */
    static Optional<String> problem() {
        try {
            open().close();
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** @throws IllegalStateException if it cannot be had, says why */
    static Firewall open() {
        removeLeftOver();
        run("-N", CHAIN);
        run("-I", HOOK, "-i", "lo", "-j", CHAIN);
        Firewall firewall = new Firewall();
        Runtime.getRuntime().addShutdownHook(firewall.ifForgotten);
        return firewall;
    }

    /** Nothing passes between the two addresses any more, in either direction. */
    void cut(String one, String other) {
        cut(List.of("-s", one, "-d", other));
        cut(List.of("-s", other, "-d", one));
    }

    /** Returns how many packets were dropped meanwhile. */
    long heal(String one, String other) {
        return heal(List.of("-s", one, "-d", other)) + heal(List.of("-s", other, "-d", one));
    }

    /** Nothing passes any more between the address and whoever listens on the port, in either direction. */
    void cutFromPort(String address, int port) {
        cut(toPort(address, port));
        cut(fromPort(address, port));
    }

    /** Returns how many packets were dropped meanwhile. */
    long healFromPort(String address, int port) {
        return heal(toPort(address, port)) + heal(fromPort(address, port));
    }

    void healAll() {
        List.copyOf(cuts).forEach(this::heal);
    }

    private static List<String> toPort(String address, int port) {
        return List.of("-p", "tcp", "-s", address, "--dport", Integer.toString(port));
    }

    private static List<String> fromPort(String address, int port) {
        return List.of("-p", "tcp", "-d", address, "--sport", Integer.toString(port));
    }

    private void cut(List<String> what) {
        if (cuts.add(what)) {
            run(rule("-A", what));
        }
    }

    private long heal(List<String> what) {
        if (!cuts.contains(what)) {
            return 0;
        }
        long dropped = dropped(what);
        run(rule("-D", what));
        cuts.remove(what);
        return dropped;
    }

    /** The first word of the line that lists the rule, after two lines of headings. */
    private long dropped(List<String> what) {
        String rule = run("-v", "-n", "-x", "-L", CHAIN)
                .lines()
                .skip(2L + List.copyOf(cuts).indexOf(what))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(rule.strip().split(" ", 2)[0]);
    }

    private static String[] rule(String act, List<String> what) {
        List<String> rule = new ArrayList<>(List.of(act, CHAIN));
        rule.addAll(what);
        rule.addAll(List.of("-j", "DROP"));
        return rule.toArray(String[]::new);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(ifForgotten);
        remove(CHAIN);
    }

    private static void removeLeftOver() {
        run("-S")
                .lines()
                .filter(line -> line.startsWith("-N " + PREFIX))
                .map(line -> line.substring("-N ".length()))
                .filter(chain -> chain.equals(CHAIN) || !isAlive(chain.substring(PREFIX.length())))
                .forEach(Firewall::remove);
    }

    private static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).isPresent();
    }

    private static void remove(String chain) {
        if (run("-S").lines().anyMatch(("-A " + HOOK + " -i lo -j " + chain)::equals)) {
            run("-D", HOOK, "-i", "lo", "-j", chain);
        }
        run("-F", chain);
        run("-X", chain);
    }

    private static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("iptables", "-w"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw failed(command, said.strip());
            }
            return said;
        } catch (IOException e) {
            throw failed(command, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(command, "interrupted");
        }
    }

    private static IllegalStateException failed(List<String> command, String why) {
        return new IllegalStateException(String.join(" ", command) + " failed: " + why
                + " (cutting needs root, the Debian package iptables, and a kernel with netfilter)");
    }
}
