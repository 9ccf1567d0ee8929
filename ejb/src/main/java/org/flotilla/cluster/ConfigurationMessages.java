package org.flotilla.cluster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.Set;
import org.flotilla.config.ConfigurationNews;
import org.flotilla.config.ConfigurationWritten;

/** Tells all nodes of a change of configuration when it is committed (K2). Those that do not hear of it look soon anyway. */
@ApplicationScoped
public class ConfigurationMessages {

    static final String TOPIC = "configuration";

    private final ClusterMessages messages;
    private final Event<ConfigurationNews> news;

    /** For CDI's proxy. */
    protected ConfigurationMessages() {
        this(null, null);
    }

    @Inject
    public ConfigurationMessages(ClusterMessages messages, Event<ConfigurationNews> news) {
        this.messages = messages;
        this.news = news;
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) ConfigurationWritten unusedChange) {
        messages.send(Set.of(), TOPIC);
    }

    void arrived(@Observes ClusterMessage message) {
        if (message.topic().equals(TOPIC)) {
            news.fire(new ConfigurationNews());
        }
    }
}
