package org.flotilla.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiAuthenticationTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/administrators/self, true",
        "PUT, /api/v1/administrators/self/password, true",
        "GET, /api/v1/administrators/self/password, false",
        "PUT, /api/v1/administrators/self, false",
        "GET, /api/v1/administrators, false",
        "POST, /api/v1/administrators, false",
        "DELETE, /api/v1/administrators/self, false",
        "PUT, /api/v1/administrators/self/password;x=/, false",
        "GET, /api/v1/cluster/nodes, false",
    })
    @DisplayName("A4 a first password opens nothing but its change")
    void first_password_opens_its_change(String method, String path, boolean allowed) {
        assertThat(ApiAuthentication.isAllowedBeforeTheChange(method, path)).isEqualTo(allowed);
    }
}
