package org.flotilla.web.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flotilla.core.FlotillaException;
import org.flotilla.queue.EventState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q8 a filter's parameters")
class QueryTextTest {

    @Test
    void blank_doesNotRestrict() {
        assertThat(QueryText.text(" ")).isNull();
        assertThat(QueryText.cycle("")).isNull();
        assertThat(QueryText.choice("state", "", EventState.class)).isNull();
    }

    @Test
    void choice_isReadInAnyCase() {
        assertThat(QueryText.choice("state", "dead", EventState.class)).isEqualTo(EventState.DEAD);
    }

    @Test
    void noChoice_isAnsweredWithTheChoices() {
        assertThatThrownBy(() -> QueryText.choice("state", "GONE", EventState.class))
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.remedy()).contains("SUSPENDED"));
    }

    @Test
    void flag_isTrueOrFalseAndNothingElse() {
        assertThat(QueryText.flag("force", null)).isFalse();
        assertThat(QueryText.flag("force", "true")).isTrue();
        assertThatThrownBy(() -> QueryText.flag("force", "yes"))
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.field()).contains("force"));
    }

    @Test
    void controlCharacters_areRefused() {
        assertThatThrownBy(() -> QueryText.text("acme\u0000"))
                .isInstanceOf(FlotillaException.class)
                .hasMessageContaining("control character");
    }
}
