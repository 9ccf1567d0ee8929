package org.flotilla.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("W4 a site's number of connections")
class SiteRulesTest {

    @Test
    void notGiven_isEight() {
        assertThat(SiteRules.maximumConnections(null)).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void within_isTaken(int maximum) {
        assertThat(SiteRules.maximumConnections(maximum)).isEqualTo(maximum);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001})
    void outOfBounds_isRefused(int maximum) {
        assertThatThrownBy(() -> SiteRules.maximumConnections(maximum))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessageContaining(Integer.toString(maximum));
    }
}
