package org.flotilla.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.flotilla.config.ConfigurationNews;
import org.flotilla.config.ConfigurationWritten;
import org.flotilla.core.NodeId;
import org.flotilla.test.RecordedEvents;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("K2 a change of configuration is told to all nodes")
class ConfigurationMessagesTest {

    private final List<Set<NodeId>> told = new ArrayList<>();
    private final List<String> topics = new ArrayList<>();
    private final RecordedEvents<ConfigurationNews> news = new RecordedEvents<>();
    private final ConfigurationMessages messages = new ConfigurationMessages(this::send, news);

    private void send(Set<NodeId> nodes, String topic) {
        told.add(nodes);
        topics.add(topic);
    }

    @Test
    void committed_allAreTold() {
        messages.committed(new ConfigurationWritten());
        assertThat(told).containsExactly(Set.of());
        messages.arrived(new ClusterMessage(topics.get(0)));
        assertThat(news.seen()).containsExactly(new ConfigurationNews());
    }

    @Test
    void otherMessage_isNoNews() {
        messages.arrived(new ClusterMessage("queue.ready"));
        assertThat(news.seen()).isEmpty();
    }
}
