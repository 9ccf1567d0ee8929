package org.flotilla.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A4 HTTP Basic")
class BasicCredentialsTest {

    @Test
    void header_isReadAsUtf8() {
        assertThat(BasicCredentials.of(header("admin:Grüße: alle")))
                .contains(new BasicCredentials("admin", "Grüße: alle"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic %%%", "Bearer YTpi", "Basic Y29sb24tbGVzcw=="})
    void anythingElse_isNone(String header) {
        assertThat(BasicCredentials.of(header)).isEmpty();
    }

    @Test
    void asText_doesNotShowThePassword() {
        assertThat(new BasicCredentials("admin", "secret").toString()).doesNotContain("secret");
    }

    private static String header(String pair) {
        return "basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
