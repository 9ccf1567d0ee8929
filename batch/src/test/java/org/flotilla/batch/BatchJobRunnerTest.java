package org.flotilla.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.Map;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S3 the jobs there are")
class BatchJobRunnerTest {

    private final BatchJobRunner runner = new BatchJobRunner();

    @Test
    void eachJob_hasItsDefinition() throws Exception {
        for (String job : runner.jobs()) {
            String resource = "/META-INF/batch-jobs/" + job + ".xml";
            try (InputStream definition = getClass().getResourceAsStream(resource)) {
                assertThat(definition).as(resource).isNotNull();
            }
        }
    }

    @Test
    void unknownJob_isRefused() {
        assertThatThrownBy(() -> runner.start("dance", Map.of()))
                .isInstanceOf(FlotillaException.class)
                .hasMessageContaining("no job 'dance'");
    }
}
