package org.flotilla.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("K2 parameters in memory")
class StoredParametersTest {

    private static final Parameter<Integer> SIZE =
            Parameter.number("test.size", Parameter.Scope.SHARED, 1, 1, 100, "For this test.");

    private final AtomicInteger reads = new AtomicInteger();
    private final ChangingValues values = new ChangingValues();
    private final StoredParameters parameters = new StoredParameters(new ServerProperties(), values);

    @Test
    @DisplayName("K1 they are read once")
    void unchanged_areReadOnce() {
        assertThat(parameters.get(SIZE)).isEqualTo(2);
        assertThat(parameters.get(SIZE)).isEqualTo(2);
        assertThat(reads).hasValue(1);
    }

    @Test
    @DisplayName("K2 what was read while they changed is not kept")
    void changedWhileRead_areReadAgain() {
        values.whileReading = () -> {
            values.size = "3";
            parameters.changed(new ConfigurationChanged(2));
        };
        assertThat(parameters.get(SIZE)).isEqualTo(2);
        assertThat(parameters.get(SIZE)).isEqualTo(3);
    }

    @Test
    @DisplayName("W5 what was set on this node holds there as soon as it is committed")
    void committedHere_areReadAgain() {
        assertThat(parameters.get(SIZE)).isEqualTo(2);
        values.size = "3";
        parameters.committed(new ParametersWritten());
        assertThat(parameters.get(SIZE)).isEqualTo(3);
    }

    private final class ChangingValues extends ParameterValues {
        private String size = "2";
        private Runnable whileReading = () -> {};

        @Override
        public Map<ParameterEntity.Key, String> all() {
            reads.incrementAndGet();
            Map<ParameterEntity.Key, String> read =
                    Map.of(new ParameterEntity.Key(SIZE.name(), ParameterEntity.EVERY_NODE), size);
            Runnable change = whileReading;
            whileReading = () -> {};
            change.run();
            return read;
        }
    }
}
