package org.flotilla.dispatch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flotilla.config.KnownNodes;
import org.flotilla.config.NodeParameters;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameter.Scope;
import org.flotilla.core.FlotillaException;

/** The parameters as they would be if the proposed values were set. */
final class Proposal implements NodeParameters {

    private static final Map<String, Parameter<?>> PROPOSABLE = List.of(
                    DispatchParameters.POLICY,
                    DispatchParameters.ATTRIBUTES,
                    DispatchParameters.ADDITIONAL,
                    DispatchParameters.THRESHOLD)
            .stream()
            .collect(Collectors.toMap(Parameter::name, parameter -> parameter));

    private final NodeParameters present;
    private final Map<Key, String> proposed = new HashMap<>();

    /**
     * @param known the nodes that there are
     * @throws FlotillaException INVALID_INPUT if one of the values could not be set
     */
    Proposal(NodeParameters present, List<ProposedValue> values, KnownNodes known) {
        this.present = present;
        values.forEach(value -> add(value, known));
    }

    private void add(ProposedValue value, KnownNodes known) {
        Parameter<?> parameter = value.name() == null ? null : PROPOSABLE.get(value.name());
        require(
                parameter != null,
                "name",
                "'" + value.name() + "' does not direct the workload.",
                "Give one of "
                        + String.join(
                                ", ", PROPOSABLE.keySet().stream().sorted().toList()) + ".");
        String node = value.node() == null ? EVERY_NODE : value.node();
        boolean every = node.equals(EVERY_NODE);
        require(
                every || parameter.scope() == Scope.LOCAL,
                "node",
                value.name() + " holds for the whole cluster.",
                "Propose it without naming a node.");
        if (!every) {
            known.ensureKnown(node);
        }
        require(value.value() != null, "value", value.name() + " is proposed without a value.", "Give one.");
        parameter.check(value.value());
        require(
                proposed.put(new Key(value.name(), node), value.value()) == null,
                "name",
                value.name() + " is proposed twice for the same nodes.",
                "Propose one value.");
    }

    @Override
    public Optional<String> textFor(Parameter<?> parameter, String node) {
        return Optional.ofNullable(proposed.get(new Key(parameter.name(), node)))
                .or(() -> present.textFor(parameter, node));
    }

    private static void require(boolean condition, String field, String message, String remedy) {
        if (!condition) {
            throw FlotillaException.invalid(message, remedy).of(field);
        }
    }

    private record Key(String name, String node) {}

    /** Whether a change of the parameter can be proposed. */
    static boolean canPropose(String name) {
        return PROPOSABLE.containsKey(name);
    }
}
