package org.flotilla.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.flotilla.core.FlotillaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parameters from the options file, the database and the defaults. Holds one immutable copy of the database's values,
 * read anew when configuration changes. Thread-safe.
 */
@ApplicationScoped
class StoredParameters implements Parameters, NodeParameters {

    private static final Logger LOG = LoggerFactory.getLogger(StoredParameters.class);

    private final ServerProperties server;
    private final ParameterValues values;
    private final AtomicLong drops = new AtomicLong();
    private volatile Map<ParameterEntity.Key, String> known;

    /** For CDI's proxy. */
    protected StoredParameters() {
        this(null, null);
    }

    @Inject
    StoredParameters(ServerProperties server, ParameterValues values) {
        this.server = server;
        this.values = values;
    }

    @Override
    public <T> T get(Parameter<T> parameter) {
        String text = text(parameter, server.nodeName()).orElse(parameter.defaultText());
        try {
            return parameter.reader().apply(text);
        } catch (FlotillaException e) {
            LOG.warn("{} {} The default {} holds instead.", e.getMessage(), e.remedy(), parameter.defaultText());
            return parameter.defaultValue();
        }
    }

    @Override
    public Optional<String> textFor(Parameter<?> parameter, String node) {
        Optional<String> option = node.equals(server.nodeName()) ? server.option(parameter.name()) : Optional.empty();
        return option.or(() -> Optional.ofNullable(known().get(new ParameterEntity.Key(parameter.name(), node))));
    }

    /** The text that overrides the default on a node, if any. */
    Optional<String> text(Parameter<?> parameter, String node) {
        return server.option(parameter.name()).or(() -> stored(parameter, node));
    }

    Optional<String> stored(Parameter<?> parameter, String node) {
        Map<ParameterEntity.Key, String> present = known();
        String local = present.get(new ParameterEntity.Key(parameter.name(), node));
        return Optional.ofNullable(local)
                .or(() -> Optional.ofNullable(
                        present.get(new ParameterEntity.Key(parameter.name(), ParameterEntity.EVERY_NODE))));
    }

    /** What is set for every node first, then for single ones, by name. */
    List<SetValue> set(Parameter<?> parameter) {
        return known().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(parameter.name()))
                .sorted(Comparator.comparing(entry -> entry.getKey().node()))
                .map(entry -> new SetValue(named(entry.getKey().node()), entry.getValue()))
                .toList();
    }

    private static String named(String node) {
        return node.equals(EVERY_NODE) ? null : node;
    }

    void changed(@Observes ConfigurationChanged change) {
        forget();
    }

    /** Who sets a parameter here sees it at once: nobody previews, or judges a page, by what was before. */
    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) ParametersWritten written) {
        forget();
    }

    private void forget() {
        drops.incrementAndGet();
        known = null;
    }

    private Map<ParameterEntity.Key, String> known() {
        Map<ParameterEntity.Key, String> present = known;
        return present == null ? read() : present;
    }

    /** What was read while it was dropped may be old: it serves this once, and is not kept. */
    private Map<ParameterEntity.Key, String> read() {
        long before = drops.get();
        Map<ParameterEntity.Key, String> read = Map.copyOf(values.all());
        if (drops.get() == before) {
            known = read;
            if (drops.get() != before) {
                known = null;
            }
        }
        return read;
    }
}
