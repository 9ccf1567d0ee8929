package org.flotilla.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.flotilla.core.FlotillaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parameters from the options file, the database and the defaults. Holds one immutable copy of the database's values,
 * read anew when configuration changes. Thread-safe.
 */
@ApplicationScoped
class StoredParameters implements Parameters {

    private static final Logger LOG = LoggerFactory.getLogger(StoredParameters.class);

    @Inject
    private ServerProperties server;

    @Inject
    private ParameterValues values;

    private volatile Map<ParameterEntity.Key, String> known;

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

    void forget(@Observes ConfigurationChanged change) {
        known = null;
    }

    private Map<ParameterEntity.Key, String> known() {
        Map<ParameterEntity.Key, String> present = known;
        if (present == null) {
            present = Map.copyOf(values.all());
            known = present;
        }
        return present;
    }
}
