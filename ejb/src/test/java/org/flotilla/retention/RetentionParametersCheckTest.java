package org.flotilla.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.test.FakeAccounts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S2, T6 what is wrong with a retention is said when its schedule is saved")
class RetentionParametersCheckTest {

    private final RetentionParametersCheck check =
            new RetentionParametersCheck(new FakeAccounts().with("acme", "secret"));

    @Test
    void good_isTaken() {
        assertThatCode(() -> check.check(Map.of("action", "DELETE", "olderThan", "30")))
                .doesNotThrowAnyException();
        assertThatCode(() -> check.check(Map.of("action", "DELETE", "maximumBytes", "9000000000000")))
                .doesNotThrowAnyException();
        Map<String, String> all = Map.of(
                "account", "acme",
                "folder", "/in//daily/",
                "pattern", "regex:[0-9]+\\.csv",
                "olderThan", "1",
                "maximumBytes", "1",
                "action", "ARCHIVE",
                "archiveFolder", "/in/archive/",
                "dryRun", "true");
        assertThatCode(() -> check.check(all)).doesNotThrowAnyException();
        assertThat(RetentionOrder.of(all)).satisfies(order -> {
            assertThat(order.folder()).isEqualTo("/in/daily");
            assertThat(order.archiveFolder()).isEqualTo("/in/archive");
            assertThat(order.olderThan()).isEqualTo(Duration.ofDays(1));
            assertThat(order.dryRun()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "account, nobody",
        "folder, in",
        "folder, /a/../../b",
        "folder, /.flotilla-x",
        "folder, /a\\b",
        "pattern, [a",
        "pattern, regex:(",
        "olderThan, -1",
        "olderThan, 0",
        "olderThan, 1.5",
        "olderThan, 36501",
        "olderThan, soon",
        "maximumBytes, -1",
        "maximumBytes, 0",
        "maximumBytes, 1 GB",
        "maximumBytes, 9223372036854775808",
        "action, ''",
        "action, BURN",
        "action, delete",
        "archiveFolder, archive",
        "archiveFolder, /a/../../b",
        "archiveFolder, ''",
        "dryRun, yes",
        "days, 30"
    })
    void bad_isRefusedAtItsField(String name, String value) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "account", "acme",
                "folder", "/in",
                "olderThan", "30",
                "action", "ARCHIVE",
                "archiveFolder", "/archive"));
        parameters.put(name, value);

        assertRefused(parameters, name);
    }

    @Test
    void noCriterion_isRefused() {
        assertRefused(Map.of("action", "DELETE"), "olderThan");
    }

    @ParameterizedTest
    @CsvSource({"/in, /in", "/in, /in/archive", "/, /archive", "/archive/in, /archive", "/in, /", "/in, /x/../in/y/"})
    void archiveWithinWhatIsLookedThrough_orAroundIt_isRefused(String folder, String archive) {
        assertRefused(
                Map.of("olderThan", "30", "action", "ARCHIVE", "folder", folder, "archiveFolder", archive),
                "archiveFolder");
    }

    @Test
    void archiveOfWhatIsDeleted_isRefused() {
        assertRefused(
                Map.of("olderThan", "30", "action", "DELETE", "folder", "/in", "archiveFolder", "/archive"),
                "archiveFolder");
    }

    private void assertRefused(Map<String, String> parameters, String field) {
        FlotillaException refusal = catchThrowableOfType(FlotillaException.class, () -> check.check(parameters));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
        assertThat(refusal.field()).contains("jobParameters." + field);
    }
}
