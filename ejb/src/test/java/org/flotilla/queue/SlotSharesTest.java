package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Q3 the shares of a node's slots")
class SlotSharesTest {

    @Test
    @DisplayName("Q3 are rounded down, but one slot at least; a type that is not named may have all")
    void share_isRoundedDown() {
        SlotShares shares = SlotShares.read(" PUSH = 75,MAINTENANCE=1, ");
        assertThat(shares.most(TaskType.PUSH, 16)).isEqualTo(12);
        assertThat(shares.most(TaskType.PUSH, 3)).isEqualTo(2);
        assertThat(shares.most(TaskType.MAINTENANCE, 16)).isEqualTo(1);
        assertThat(shares.most(TaskType.PULL, 16)).isEqualTo(16);
        assertThat(SlotShares.read("").most(TaskType.PUSH, 16)).isEqualTo(16);
    }

    @Test
    @DisplayName("N1 the default leaves slots to others, whichever type hangs")
    void default_leavesSlots() {
        SlotShares shares = QueueParameters.SHARES.defaultValue();
        for (TaskType type : TaskType.values()) {
            assertThat(shares.most(type, 16)).isBetween(8, 12);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PUSH          | is no share      | PUSH=75
            PUSH=75=3     | is no share      | PUSH=75
            PUSH=0        | for PUSH         | from 1 to 100
            PUSH=101      | for PUSH         | from 1 to 100
            PUSH=half     | for PUSH         | from 1 to 100
            SHOVE=50      | is no task type  | MAINTENANCE
            PUSH=1,PUSH=2 | given twice      | once
            """)
    @DisplayName("N1 what is no share is refused with what to give")
    void wrong_isRefused(String text, String why, String remedy) {
        assertThatThrownBy(() -> QueueParameters.SHARES.check(text))
                .isInstanceOfSatisfying(FlotillaException.class, refused -> {
                    assertThat(refused).hasMessageContaining(why).hasMessageStartingWith(SlotShares.PARAMETER);
                    assertThat(refused.remedy()).contains(remedy);
                    assertThat(refused.field()).contains("value");
                });
    }

    @Nested
    @DisplayName("Q3 what a node claims")
    class Limits {
        private final Bulkhead bulkhead = new Bulkhead(16, SlotShares.read("PUSH=75, MAINTENANCE=50"));

        @Test
        @DisplayName("Q3 of any type, but no more than each may have")
        void idleNode_claimsOfAnyType() {
            assertThat(bulkhead.limits(16, type -> 0, type -> 0)).isEqualTo(ClaimLimits.ofAny(8));
            assertThat(bulkhead.limits(0, type -> 0, type -> 0)).isEqualTo(ClaimLimits.NONE);
        }

        @Test
        @DisplayName("Q3 not of a type that has its share, and of the others what they have room for")
        void fullType_isLeftOut() {
            ClaimLimits limits = bulkhead.limits(4, type -> 0, type -> type == TaskType.PUSH ? 12 : 0);
            assertThat(limits.ofTypes())
                    .isEqualTo(Map.of(
                            TaskType.PULL, 4, TaskType.PGP, 4, TaskType.FM_TRIGGERED, 4, TaskType.MAINTENANCE, 4));
            assertThat(limits.leavesOut()).isTrue();
            assertThat(limits.whateverType()).isZero();
        }

        @Test
        @DisplayName("Q3 in large batches of what is short, and of what is slow beside it only what has a slot")
        void shortBesideSlow_isByType() {
            ClaimLimits limits = bulkhead.limits(
                    500, type -> type == TaskType.MAINTENANCE ? 0 : 500, type -> type == TaskType.MAINTENANCE ? 1 : 0);
            assertThat(limits.ofTypes()).containsEntry(TaskType.PUSH, 500).containsEntry(TaskType.MAINTENANCE, 7);
            assertThat(limits.leavesOut()).isFalse();
            assertThat(limits.whateverType()).isEqualTo(7);
            assertThat(bulkhead.limits(500, type -> 500, type -> 0)).isEqualTo(ClaimLimits.ofAny(500));
        }

        @Test
        @DisplayName("Q3 nothing of a type that hangs, however short the others are")
        void forecast_isOfEachType() {
            Forecast forecast = new Forecast(500, 16);
            forecast.ended(TaskType.PUSH, Duration.ofMillis(1));
            forecast.stalled(TaskType.PUSH);
            forecast.ended(TaskType.PULL, Duration.ofMillis(1));
            assertThat(forecast.allowed()).isEqualTo(500);
            assertThat(forecast.allowed(TaskType.PUSH, 12)).isZero();
            assertThat(forecast.allowed(TaskType.PULL, 12)).isEqualTo(500);
            assertThat(forecast.allowed(TaskType.PGP, 0)).isEqualTo(500);
            assertThat(forecast.allowed(TaskType.PGP, 1)).isZero();
        }
    }
}
