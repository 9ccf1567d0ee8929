package org.flotilla.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FlotillaExceptionTest {

    @Test
    @DisplayName("U1 the error of a check names the field that was checked, and stays what it was")
    void check_names_field() {
        FlotillaException invalid = FlotillaException.invalid("That is no port.", "Give a number.");

        FlotillaException thrown = catchThrowableOfType(
                FlotillaException.class,
                () -> FlotillaException.checking("port", (Runnable) () -> {
                    throw invalid;
                }));

        assertThat(thrown.field()).contains("port");
        assertThat(thrown).hasMessage("That is no port.").hasCause(invalid);
        assertThat(thrown.remedy()).isEqualTo("Give a number.");
        assertThat(thrown.code()).isEqualTo(ErrorCode.INVALID_INPUT);
    }

    @Test
    @DisplayName("U1 a check that passes gives its result")
    void check_gives_result() {
        assertThat(FlotillaException.checking("port", () -> 22)).isEqualTo(22);
    }

    @Test
    @DisplayName("U2 an error does not repeat all of what a caller gave")
    void long_isCut() {
        FlotillaException thrown =
                FlotillaException.notFound("site", "a".repeat(1 << 20)).of("b".repeat(1 << 20));

        assertThat(thrown.getMessage())
                .startsWith("There is no site 'aaa")
                .endsWith("a…")
                .hasSize(2001);
        assertThat(thrown.field().orElseThrow()).hasSize(201);
    }

    @Test
    @DisplayName("U1 an error need not be about a field")
    void field_is_optional() {
        assertThat(FlotillaException.notFound("site", "a").field()).isEmpty();
    }
}
