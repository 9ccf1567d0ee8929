package org.flotilla.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/** All features' parameters and their values. */
@ApplicationScoped
class StoredConfiguration implements Configuration {

    @Inject
    private Instance<ParameterSource> sources;

    @Inject
    private StoredParameters parameters;

    @Inject
    private ParameterValues values;

    @Inject
    private ServerProperties server;

    @Inject
    private KnownNodes nodes;

    @Override
    public List<ParameterValue> list() {
        return definitions()
                .sorted(Comparator.comparing(Parameter::name))
                .map(this::value)
                .toList();
    }

    @Override
    public void set(String name, String node, String value, String actor) {
        Parameter<?> parameter = definition(name);
        parameter.check(value);
        ParameterEntity.Key key = key(parameter, node);
        if (!key.node().equals(ParameterEntity.EVERY_NODE)) {
            nodes.ensureKnown(key.node());
        }
        values.set(key, value.strip(), actor);
    }

    @Override
    public void reset(String name, String node, String actor) {
        if (!values.reset(key(definition(name), node), actor)) {
            throw notSet(name, node);
        }
    }

    private static FlotillaException notSet(String name, String node) {
        return node == null
                ? new FlotillaException(
                                ErrorCode.NOT_FOUND,
                                name + " is not set.",
                                "Nothing: its default holds, but where a node's own value or an options file says otherwise.")
                        .told("parameter.notSet", name)
                : new FlotillaException(
                                ErrorCode.NOT_FOUND,
                                "Node '" + node + "' has no value of its own for " + name + ".",
                                "If one is set for every node and you mean that, take it away without naming a node.")
                        .told("parameter.notSetForNode", name, node);
    }

    private ParameterValue value(Parameter<?> parameter) {
        String node = server.nodeName();
        boolean local = parameter.scope() == Parameter.Scope.LOCAL;
        String text = parameters.text(parameter, node).orElse(parameter.defaultText());
        return new ParameterValue(
                parameter.name(),
                parameter.scope().name(),
                parameter.defaultText(),
                parameter.description(),
                parameter.choices(),
                text,
                local ? node : null,
                source(parameter, node),
                parameters.set(parameter));
    }

    private String source(Parameter<?> parameter, String node) {
        if (server.option(parameter.name()).isPresent()) {
            return "OPTIONS_FILE";
        }
        return parameters.stored(parameter, node).isPresent() ? "DATABASE" : "DEFAULT";
    }

    private static ParameterEntity.Key key(Parameter<?> parameter, String node) {
        if (node != null && parameter.scope() == Parameter.Scope.SHARED) {
            throw FlotillaException.invalid(
                            parameter.name() + " holds for the whole cluster.", "Set it without naming a node.")
                    .of("node");
        }
        return new ParameterEntity.Key(parameter.name(), node == null ? ParameterEntity.EVERY_NODE : node);
    }

    private Parameter<?> definition(String name) {
        return definitions()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> FlotillaException.notFound("parameter", name));
    }

    private Stream<Parameter<?>> definitions() {
        return sources.stream().flatMap(source -> source.parameters().stream());
    }
}
