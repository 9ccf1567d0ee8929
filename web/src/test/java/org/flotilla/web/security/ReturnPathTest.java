package org.flotilla.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A4 after the sign-in")
class ReturnPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"/events.xhtml", "/events.xhtml?state=DEAD&account=a%20b", "/change-password.xhtml"})
    void ourPages_areGoneTo(String path) {
        assertThat(ReturnPath.safe(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//evil.example",
                "https://evil.example/a.xhtml",
                "/\\evil.example",
                "/a.xhtml?x=\r\nSet-Cookie:a",
                "/login.xhtml?next=/login.xhtml",
                "/api/v1/events"
            })
    void anythingElse_isTheStartPage(String path) {
        assertThat(ReturnPath.safe(path)).isEqualTo("/index.xhtml");
    }

    @Test
    void page_isCarriedAlong() {
        assertThat(ReturnPath.parameter("/events.xhtml?state=DEAD")).isEqualTo("?next=%2Fevents.xhtml%3Fstate%3DDEAD");
        assertThat(ReturnPath.parameter("/index.xhtml")).isEmpty();
    }
}
