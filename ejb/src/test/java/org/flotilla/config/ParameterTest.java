package org.flotilla.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flotilla.config.Parameter.Scope;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("N1 a parameter")
class ParameterTest {

    private enum Way {
        shortest,
        cheapest
    }

    private final Parameter<Way> way = Parameter.choice("test.way", Scope.SHARED, Way.shortest, "For this test.");

    @Test
    @DisplayName("N1 with few values says which, so that a page can offer them")
    void ofAFewValues_saysWhich() {
        assertThat(way.choices()).containsExactly("shortest", "cheapest");
        assertThat(Parameter.flag("test.on", Scope.LOCAL, true, "For this test.")
                        .choices())
                .containsExactly("true", "false");
        assertThat(way.choices()).allSatisfy(way::check);
    }

    @Test
    @DisplayName("N1 with few values refuses all others and names those")
    void ofAFewValues_refusesOthersAndNamesThose() {
        assertThatThrownBy(() -> way.check("fastest")).isInstanceOfSatisfying(FlotillaException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_INPUT);
            assertThat(refused.remedy()).contains("shortest", "cheapest");
            assertThat(refused.field()).contains("value");
        });
    }

    @Test
    void ofManyValues_offersNone() {
        assertThat(Parameter.number("test.size", Scope.SHARED, 1, 1, 100, "For this test.")
                        .choices())
                .isEmpty();
        assertThat(Parameter.text("test.text", Scope.SHARED, "", "For this test.")
                        .choices())
                .isEmpty();
    }
}
