package org.flotilla.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.test.FakeAccounts;
import org.flotilla.test.TestSites;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S2 what is wrong with a pull is said when its schedule is saved")
class PullParametersCheckTest {

    private final PullParametersCheck check = new PullParametersCheck(
            new TestSites().with("bank", null, null, null), new FakeAccounts().with("acme", "secret"));

    @Test
    void good_isTaken() {
        assertThatCode(() -> check.check(Map.of("site", "bank", "account", "acme")))
                .doesNotThrowAnyException();
        assertThatCode(() -> check.check(Map.of(
                        "site", "bank",
                        "account", "acme",
                        "remoteFolder", "/out",
                        "pattern", "regex:[0-9]+\\.csv",
                        "minimumAge", "60",
                        "stableFor", "10",
                        "afterPull", "MOVE",
                        "archiveFolder", "/done",
                        "targetFolder", "/in")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "site, ''",
        "site, nowhere",
        "account, ''",
        "account, nobody",
        "remoteFolder, a/../../b",
        "pattern, [a",
        "pattern, regex:(",
        "minimumAge, -1",
        "minimumAge, soon",
        "stableFor, 3601",
        "afterPull, BURN",
        "targetFolder, in",
        "targetFolder, /a/../b",
        "folder, /in"
    })
    void bad_isRefusedAtItsField(String name, String value) {
        Map<String, String> parameters = new HashMap<>(Map.of("site", "bank", "account", "acme"));
        parameters.put(name, value);

        assertRefused(parameters, name);
    }

    @Test
    void moveWithoutAnArchive_orIntoTheSameFolder_isRefused() {
        assertRefused(Map.of("site", "bank", "account", "acme", "afterPull", "MOVE"), "archiveFolder");
        assertRefused(
                Map.of(
                        "site", "bank",
                        "account", "acme",
                        "afterPull", "MOVE",
                        "remoteFolder", "/in",
                        "archiveFolder", "/in/"),
                "archiveFolder");
        assertRefused(
                Map.of("site", "bank", "account", "acme", "afterPull", "MOVE", "archiveFolder", "/"), "archiveFolder");
    }

    private void assertRefused(Map<String, String> parameters, String field) {
        FlotillaException refusal = catchThrowableOfType(FlotillaException.class, () -> check.check(parameters));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
        assertThat(refusal.field()).contains("jobParameters." + field);
    }
}
