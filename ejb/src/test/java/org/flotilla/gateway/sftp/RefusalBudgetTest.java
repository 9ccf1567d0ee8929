package org.flotilla.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.flotilla.test.ManualClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A5 the records of refusals")
class RefusalBudgetTest {
    private final ManualClock clock = new ManualClock();
    private final RefusalBudget budget = new RefusalBudget(clock);

    @Test
    void tooMany_areCountedInsteadOfRecorded() {
        for (int i = 0; i < RefusalBudget.PER_MINUTE; i++) {
            assertThat(budget.spend()).hasValue(0);
        }
        assertThat(budget.spend()).isEmpty();
        assertThat(budget.spend()).isEmpty();

        clock.advance(Duration.ofMinutes(1));

        assertThat(budget.spend()).hasValue(2);
        assertThat(budget.spend()).hasValue(0);
    }
}
