package org.flotilla.notify.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S3 addresses that a person wrote")
class StrictMailAddressesTest {

    private final StrictMailAddresses addresses = new StrictMailAddresses();

    @Test
    void addresses_areTakenOneByOne() {
        assertThat(addresses.checked(" ops@example.com,Boss <boss@example.com> , root@localhost"))
                .containsExactly("ops@example.com", "Boss <boss@example.com>", "root@localhost");
        assertThat(addresses.checked("  ")).isEmpty();
        assertThat(addresses.checked(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ops",
                "ops@",
                "@example.com",
                "ops@example.com;boss@example.com",
                "ops@example.com boss@example.com",
                "ops@example.com, nobody",
                "ops@exa mple.com",
                "ops@example.com\r\nBcc: all@example.com",
                "team: a@example.com, b@example.com;",
                "ops@@example.com",
                "<ops@example.com"
            })
    void noAddress_isRefused(String text) {
        assertThatThrownBy(() -> addresses.checked(text))
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessageContaining("is no e-mail address");
    }

    @Test
    void tooMany_areRefused() {
        assertThatThrownBy(() -> addresses.checked(String.join(",", Collections.nCopies(51, "a@example.com"))))
                .hasMessageContaining("51");
    }
}
