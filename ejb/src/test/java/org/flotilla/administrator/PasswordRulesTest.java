package org.flotilla.administrator;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A4 an administrator's password")
class PasswordRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "elevenchars", "adminadminadmin", "ADMINadmin Admin"})
    void weak_isRefused(String password) {
        assertThatThrownBy(() -> PasswordRules.check("admin", password)).isInstanceOf(FlotillaException.class);
    }

    @Test
    void absent_isRefused() {
        assertThatThrownBy(() -> PasswordRules.check("admin", null)).isInstanceOf(FlotillaException.class);
    }

    @Test
    void endless_isRefused() {
        assertThatThrownBy(() -> PasswordRules.check("admin", "x".repeat(201))).isInstanceOf(FlotillaException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"twelve chars", "Grüße aus Köln", "admin's own horse"})
    void long_isAccepted(String password) {
        assertThatCode(() -> PasswordRules.check("admin", password)).doesNotThrowAnyException();
    }

    @Test
    void sameAsBefore_isRefused() {
        assertThatThrownBy(() -> PasswordRules.checkChange("correct horse", "correct horse"))
                .isInstanceOf(FlotillaException.class)
                .hasMessageContaining("old one");
    }
}
