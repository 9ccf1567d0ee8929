package org.flotilla.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteRequestTest {

    @ParameterizedTest
    @CsvSource({"0,", "3601,", "60,30"})
    @DisplayName("Q6 a first wait out of bounds, or longer than the longest, is refused with what to give")
    void firstWaitOutOfBounds_isRefused(Integer first, Integer longest) {
        assertThatThrownBy(() -> SiteRules.retryFirst(first, longest))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        refused -> assertThat(refused.remedy()).startsWith("Give "));
    }

    @Test
    @DisplayName("Q6 a site need not say how it is tried again")
    void nothingSaid_isNothing() {
        assertThat(SiteRules.retryFirst(null, 10)).isNull();
        assertThat(SiteRules.retryFirst(10, null)).isEqualTo(10);
        assertThat(SiteRules.retryLongest(null)).isNull();
        assertThat(SiteRules.retryLongest(86_400)).isEqualTo(86_400);
        assertThat(SiteRules.maximumAttempts(null)).isNull();
        assertThatThrownBy(() -> SiteRules.maximumAttempts(101)).isInstanceOf(FlotillaException.class);
    }

    @Test
    @DisplayName("A3 a site's secrets are not in what may be logged")
    void toString_hasNoSecrets() {
        var request = new SiteRequest(
                "acme",
                Protocol.SFTP,
                "host",
                22,
                "user",
                "s3cret",
                "PRIVATE",
                "key",
                "/in",
                null,
                null,
                null,
                null,
                null);

        assertThat(request.toString()).contains("acme", "host", "user").doesNotContain("s3cret", "PRIVATE");
    }
}
