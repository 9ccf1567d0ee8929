package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.flotilla.queue.StateMachine.Cause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Q2 the states of events and what leads from one to another")
class StateMachineTest {

    @ParameterizedTest
    @EnumSource(EventState.class)
    @DisplayName("Q2 nothing leads out of a final state, something out of each other")
    void finalStates_areFinal(EventState from) {
        assertThat(Arrays.stream(EventState.values())
                        .filter(to -> Arrays.stream(Cause.values()).anyMatch(by -> StateMachine.allows(from, to, by))))
                .matches(to -> to.isEmpty() == from.isFinal());
    }

    @ParameterizedTest
    @CsvSource({"DONE, READY", "DEAD, RUNNING", "SUSPENDED, RUNNING", "READY, DONE", "RUNNING, SUSPENDED"})
    @DisplayName("Q2 what the table does not have cannot be recorded; both states are named")
    void illegal_isRefused(EventState from, EventState to) {
        assertThatThrownBy(() -> StateMachine.ensureLegal(from, to))
                .hasMessageContaining(from.name())
                .hasMessageContaining(to.name());
    }

    @Test
    void legal_passes() {
        assertThatCode(() -> StateMachine.ensureLegal(null, EventState.READY)).doesNotThrowAnyException();
        assertThatCode(() -> StateMachine.ensureLegal(EventState.RUNNING, EventState.CANCELLED))
                .doesNotThrowAnyException();
        assertThatCode(() -> StateMachine.ensureLegal(EventState.READY, EventState.READY))
                .doesNotThrowAnyException();
    }

    @Test
    @DisplayName("Q2 only operators suspend, resume and cancel")
    void operators_alone() {
        for (Cause by : Cause.values()) {
            boolean operator = by == Cause.OPERATOR;
            assertThat(StateMachine.allows(EventState.READY, EventState.SUSPENDED, by))
                    .isEqualTo(operator);
            assertThat(StateMachine.allows(EventState.SUSPENDED, EventState.READY, by))
                    .isEqualTo(operator);
            assertThat(StateMachine.allows(EventState.RUNNING, EventState.CANCELLED, by))
                    .isEqualTo(operator);
        }
    }
}
