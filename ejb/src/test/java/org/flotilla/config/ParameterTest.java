package org.flotilla.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flotilla.config.Parameter.Scope;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    @DisplayName("N1 takes as many characters as the database, and no more")
    void ofText_isNotLongerThanTheColumn() {
        Parameter<String> text = Parameter.text("test.text", Scope.SHARED, "", "For this test.");
        text.check("x".repeat(4000) + "\n");
        assertRefused(text, "x".repeat(4001), "4000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\nb", "\u0007", "a\ud800"})
    @DisplayName("N1 takes no character that is none to be seen, or that a database would refuse")
    void controlCharacter_isRefused(String value) {
        assertRefused(Parameter.text("test.text", Scope.SHARED, "", "For this test."), value, "visible");
    }

    private static void assertRefused(Parameter<?> parameter, String value, String remedy) {
        assertThatThrownBy(() -> parameter.check(value)).isInstanceOfSatisfying(FlotillaException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_INPUT);
            assertThat(refused.remedy()).contains(remedy);
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
