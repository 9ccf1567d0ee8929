package org.flotilla.web.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flotilla.core.FlotillaException;
import org.flotilla.web.problem.RequestRefused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("U2 If-Match")
class IfMatchTest {

    @Test
    void etag_isTheVersion() {
        assertThat(IfMatch.version(" \"17\" ")).isEqualTo(17);
    }

    @Test
    void missing_is428() {
        assertThatThrownBy(() -> IfMatch.version(null))
                .isInstanceOfSatisfying(
                        RequestRefused.class,
                        e -> assertThat(e.problem().status()).isEqualTo(428));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "17", "W/\"17\"", "\"x\"", "\"1\", \"2\"", "\"99999999999999999999\""})
    void anythingElse_isRefused(String header) {
        assertThatThrownBy(() -> IfMatch.version(header)).isInstanceOf(FlotillaException.class);
    }
}
