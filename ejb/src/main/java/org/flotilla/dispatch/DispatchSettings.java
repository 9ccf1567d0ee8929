package org.flotilla.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.config.NodeParameters;
import org.flotilla.config.Parameter;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the rules that hold now (W5). Never reads the database in steady state. Thread-safe. */
@ApplicationScoped
class DispatchSettings {

    private static final Logger LOG = LoggerFactory.getLogger(DispatchSettings.class);

    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Nodes nodes;
    private final NodeParameters parameters;
    private final SingleNodeSites singleNodeSites;

    /** For CDI's proxy. */
    protected DispatchSettings() {
        this(null, null, null);
    }

    @Inject
    DispatchSettings(Nodes nodes, NodeParameters parameters, SingleNodeSites singleNodeSites) {
        this.nodes = nodes;
        this.parameters = parameters;
        this.singleNodeSites = singleNodeSites;
    }

    DispatchRules rules(List<NodeStatus> online) {
        return rules(online, parameters);
    }

    /** The rules as they would be with these parameters. */
    DispatchRules rules(List<NodeStatus> online, NodeParameters from) {
        Map<NodeId, NodeRules> each = online.stream()
                .map(NodeStatus::id)
                .collect(Collectors.toMap(
                        id -> id,
                        id -> new NodeRules(
                                value(from, DispatchParameters.ATTRIBUTES, id),
                                value(from, DispatchParameters.THRESHOLD, id))));
        return new DispatchRules(
                value(from, DispatchParameters.POLICY, nodes.self()),
                value(from, DispatchParameters.ADDITIONAL, nodes.self()),
                singleNodeSites.names(),
                each);
    }

    /** What is not valid, as only an options file can be, is as if it were not set; told once. */
    private <T> T value(NodeParameters from, Parameter<T> parameter, NodeId node) {
        Optional<String> text =
                from.textFor(parameter, node.name()).or(() -> from.textFor(parameter, NodeParameters.EVERY_NODE));
        try {
            return parameter.reader().apply(text.orElse(parameter.defaultText()));
        } catch (FlotillaException e) {
            if (told.add(e.getMessage())) {
                LOG.warn("{} {} The default '{}' holds instead.", e.getMessage(), e.remedy(), parameter.defaultText());
            }
            return parameter.defaultValue();
        }
    }
}
