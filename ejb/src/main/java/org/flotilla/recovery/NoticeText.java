package org.flotilla.recovery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.config.Parameters;
import org.flotilla.notify.Notice;
import org.flotilla.notify.NotificationParameters;

/** Says what happened so that somebody who was just woken up knows what to do. */
@ApplicationScoped
public class NoticeText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Parameters parameters;

    /** For CDI's proxy. */
    protected NoticeText() {}

    @Inject
    public NoticeText(Parameters parameters) {
        this.parameters = parameters;
    }

    Notice opened(Incident incident) {
        String count = count(incident.online()) + " online, at least " + incident.required() + " required";
        String body =
                """
                WHAT HAPPENED
                Flotilla has too few nodes: %s.
                Below the threshold since %s (incident %d).
                The nodes that are left have taken over the work; transfers go on, more slowly.

                NODES WHEN THIS WAS NOTICED
                %s

                WHAT TO DO
                1. Look at the servers that are not ONLINE above: machine, process, network, database connection.
                2. Start a stopped node again; it joins and takes work by itself.
                3. If the whole site is failing, prepare to promote the disaster-recovery site.
                You will get one more message when enough nodes are online again.

                %s
                """.formatted(count, TIME.format(incident.belowSince()), incident.id(), incident.nodeStates(), link());
        return new Notice(incident.id(), Notice.Kind.OPENED, "[Flotilla] Too few nodes: " + count, body);
    }

    Notice closed(Incident incident, List<NodeStatus> nodes) {
        long online = nodes.stream().filter(NodeStatus::isOnline).count();
        String body = """
                IT IS OVER
                Flotilla has enough nodes again: %s.
                Incident %d lasted from %s to %s (%s).

                NODES NOW
                %s

                WHAT TO DO
                Nothing for the service. Find out why the nodes were lost, if you do not know it yet.

                %s
                """.formatted(
                        count(online),
                        incident.id(),
                        TIME.format(incident.belowSince()),
                        TIME.format(incident.closedAt()),
                        duration(incident.belowSince(), incident.closedAt()),
                        states(nodes),
                        link());
        return new Notice(incident.id(), Notice.Kind.CLOSED, "[Flotilla] Enough nodes again: " + count(online), body);
    }

    /** The nodes one a line, the troubled ones first. */
    static String states(List<NodeStatus> nodes) {
        return nodes.stream()
                .sorted((a, b) -> Boolean.compare(a.isOnline(), b.isOnline()))
                .map(NoticeText::state)
                .collect(Collectors.joining("\n"));
    }

    private static String state(NodeStatus node) {
        String reason = node.reason() == null || node.isOnline() ? "" : ": " + node.reason();
        return "- " + node.id() + " (" + node.address() + ") " + node.state() + " since " + TIME.format(node.since())
                + reason;
    }

    private String link() {
        String url = parameters.get(NotificationParameters.CONSOLE_URL);
        return url.isBlank() ? "Cluster page: /flotilla on any node that is online." : "Cluster page: " + url;
    }

    private static String count(long online) {
        return online == 1 ? "1 node" : online + " nodes";
    }

    private static String duration(Instant from, Instant to) {
        Duration span = Duration.between(from, to);
        return span.toMinutes() < 1 ? span.toSeconds() + " s" : span.toMinutes() + " min";
    }
}
