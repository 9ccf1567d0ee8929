package org.flotilla.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.flotilla.config.Parameter.Scope;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.test.Given;
import org.flotilla.test.Injected;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("N1 setting parameters")
class StoredConfigurationTest {

    private static final Parameter<Integer> LOCAL =
            Parameter.number("test.local", Scope.LOCAL, 1, 1, 100, "For this test.");
    private static final Parameter<Integer> SHARED =
            Parameter.number("test.shared", Scope.SHARED, 1, 1, 100, "For this test.");
    private static final Given<ParameterSource> SOURCE = Given.of(() -> List.of(LOCAL, SHARED));

    private final Map<String, String> stored = new TreeMap<>();
    private final SeenValues values = new SeenValues();
    private final ServerProperties server = new ServerProperties();
    private final KnownNodes nodes = () -> new TreeSet<>(List.of("node-2", "node-1"));
    private final StoredParameters parameters = new StoredParameters(server, values);
    private final Configuration configuration =
            Injected.into(new StoredConfiguration(), SOURCE, parameters, values, server, nodes);

    @Test
    @DisplayName("N1 a value is for all nodes, or for one that there is, without the blanks around it")
    void value_isForAllOrOne() {
        configuration.set(LOCAL.name(), null, " 5\n", "admin");
        configuration.set(LOCAL.name(), "node-2", "6", "admin");
        configuration.set(SHARED.name(), null, "7", "admin");
        assertThat(stored).isEqualTo(Map.of("test.local@", "5", "test.local@node-2", "6", "test.shared@", "7"));
    }

    @Test
    @DisplayName("N1, W2 what is set is told for whom: for every node first, then for single ones")
    void value_tellsForWhomItIsSet() {
        configuration.set(LOCAL.name(), "node-2", "6", "admin");
        configuration.set(LOCAL.name(), null, "5", "admin");
        assertThat(value(LOCAL)).satisfies(local -> {
            assertThat(local.value()).isEqualTo("5");
            assertThat(local.node()).isEqualTo(server.nodeName());
            assertThat(local.set()).containsExactly(new SetValue(null, "5"), new SetValue("node-2", "6"));
            assertThat(local.setFor("node-2")).contains("6");
            assertThat(local.setFor("node-1")).isEmpty();
        });
        assertThat(value(SHARED)).satisfies(shared -> {
            assertThat(shared.node()).isNull();
            assertThat(shared.source()).isEqualTo("DEFAULT");
            assertThat(shared.set()).isEmpty();
        });
    }

    @Test
    @DisplayName("N1 taking back a node's value leaves that of every node, and the other way round")
    void reset_takesBackJustThat() {
        configuration.set(LOCAL.name(), null, "5", "admin");
        configuration.set(LOCAL.name(), "node-2", "6", "admin");

        configuration.reset(LOCAL.name(), "node-2", "admin");
        assertThat(stored).isEqualTo(Map.of("test.local@", "5"));

        configuration.reset(LOCAL.name(), null, "admin");
        assertThat(stored).isEmpty();
    }

    @Test
    @DisplayName("N1 taking back what is not set is refused, also where a more general value holds")
    void resetOfNothing_isRefused() {
        configuration.set(LOCAL.name(), null, "5", "admin");

        assertNotSet(LOCAL.name(), "node-1", "Node 'node-1' has no value of its own for test.local.");
        assertNotSet(SHARED.name(), null, "test.shared is not set.");
        assertThat(stored).isEqualTo(Map.of("test.local@", "5"));
    }

    private void assertNotSet(String name, String node, String message) {
        assertThatThrownBy(() -> configuration.reset(name, node, "admin"))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessage(message);
    }

    private ParameterValue value(Parameter<?> parameter) {
        return configuration.list().stream()
                .filter(value -> value.name().equals(parameter.name()))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node-3",
                "NODE-1",
                "node-1\0",
                "a-node-whose-name-would-not-go-into-the-database-for-it-is-longer"
            })
    @DisplayName("N1 one for a node that there is not is refused, with those that there are")
    void unknownNode_isRefused(String node) {
        assertThatThrownBy(() -> configuration.set(LOCAL.name(), node, "5", "admin"))
                .isInstanceOfSatisfying(FlotillaException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_INPUT);
                    assertThat(refused.field()).contains("node");
                    assertThat(refused.remedy()).contains("node-1, node-2");
                });
        assertThat(stored).isEmpty();
    }

    @Test
    @DisplayName("N1 one that is shared by all is refused for a node")
    void sharedForANode_isRefused() {
        assertThatThrownBy(() -> configuration.set(SHARED.name(), "node-1", "5", "admin"))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        refused -> assertThat(refused.field()).contains("node"));
    }

    private final class SeenValues extends ParameterValues {

        @Override
        public void set(ParameterEntity.Key key, String value, String actor) {
            stored.put(key.name() + "@" + key.node(), value);
            parameters.committed(new ParametersWritten());
        }

        @Override
        public boolean reset(ParameterEntity.Key key, String actor) {
            return stored.remove(key.name() + "@" + key.node()) != null;
        }

        @Override
        public Map<ParameterEntity.Key, String> all() {
            return stored.entrySet().stream()
                    .collect(Collectors.toMap(entry -> key(entry.getKey()), Map.Entry::getValue));
        }

        private static ParameterEntity.Key key(String text) {
            String[] parts = text.split("@", -1);
            return new ParameterEntity.Key(parts[0], parts[1]);
        }
    }
}
