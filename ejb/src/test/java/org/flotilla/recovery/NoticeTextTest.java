package org.flotilla.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.flotilla.cluster.NodeState;
import org.flotilla.notify.Notice;
import org.flotilla.notify.NotificationParameters;
import org.flotilla.test.SetParameters;
import org.flotilla.test.TestNodes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D2 what an operator reads")
class NoticeTextTest {

    private final SetParameters parameters = new SetParameters();
    private final NoticeText text = new NoticeText(parameters);

    @Test
    void opened_saysWhatSinceWhenWhoAndWhatToDo() {
        parameters.set(NotificationParameters.CONSOLE_URL, "https://mft.example.com/flotilla");

        Notice notice = text.opened(incident(null));

        assertThat(notice.subject()).isEqualTo("[Flotilla] Too few nodes: 1 node online, at least 2 required");
        assertThat(notice.body())
                .contains("since 2026-11-22 10:00:00 UTC (incident 5)")
                .contains("- node-2 (node-2.example.com) OFFLINE since 2026-11-22 10:00:00 UTC: left the cluster")
                .contains("WHAT TO DO")
                .contains("https://mft.example.com/flotilla");
        assertThat(notice.body().indexOf("node-2")).isLessThan(notice.body().indexOf("- node-1"));
    }

    @Test
    void closed_saysHowLong() {
        Notice notice = text.closed(
                incident(Instant.parse("2026-11-22T10:12:30Z")),
                List.of(
                        TestNodes.node("node-1", NodeState.ONLINE, null),
                        TestNodes.node("node-2", NodeState.ONLINE, null)));

        assertThat(notice.subject()).isEqualTo("[Flotilla] Enough nodes again: 2 nodes");
        assertThat(notice.body())
                .contains("from 2026-11-22 10:00:00 UTC to 2026-11-22 10:12:30 UTC (12 min)")
                .contains("/flotilla on any node");
    }

    private static Incident incident(Instant closedAt) {
        String states = NoticeText.states(List.of(
                TestNodes.node("node-1", NodeState.ONLINE, null),
                TestNodes.node("node-2", NodeState.OFFLINE, "left the cluster")));
        Instant since = Instant.parse("2026-11-22T10:00:00Z");
        return new Incident(5, since, since.plusSeconds(30), closedAt, 2, 1, states, "node-1", List.of());
    }
}
