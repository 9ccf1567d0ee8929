package org.flotilla.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.test.FakeAccounts;
import org.flotilla.test.TestStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S2 what is wrong with a folder monitor is said when its schedule is saved")
class MonitorParametersCheckTest {

    private MonitorParametersCheck check;

    @BeforeEach
    void prepare(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("monitored/erp/out"));
        Files.createDirectories(root.resolve("monitored/erp/done"));
        check = new MonitorParametersCheck(
                new MonitoredFolders(TestStorage.at(root)), new FakeAccounts().with("acme", "secret"));
    }

    @Test
    void good_isTaken() {
        assertThatCode(() -> check.check(Map.of("folder", "/erp/out", "account", "acme")))
                .doesNotThrowAnyException();
        assertThatCode(() -> check.check(Map.of(
                        "folder", "//erp//out//",
                        "account", "acme",
                        "pattern", "regex:[0-9]+\\.csv",
                        "minimumAge", "60",
                        "stableFor", "10",
                        "afterPull", "MOVE",
                        "archiveFolder", "/erp/done",
                        "targetFolder", "/in")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//erp//out//", "/erp/out/", " /erp/out"})
    void folder_hasOneSpelling(String folder) {
        assertThat(PullOrder.of(PullOrder.MONITOR, Map.of("folder", folder, "account", "acme"))
                        .remoteFolder())
                .isEqualTo("/erp/out");
    }

    @ParameterizedTest
    @CsvSource({
        "folder, ''",
        "folder, /",
        "folder, erp/out",
        "folder, /erp/./out",
        "folder, /erp/../../homes/acme",
        "folder, /erp/other",
        "account, ''",
        "account, nobody",
        "pattern, regex:(",
        "minimumAge, -1",
        "stableFor, 3601",
        "afterPull, BURN",
        "targetFolder, /a/../b",
        "site, bank",
        "remoteFolder, /in"
    })
    void bad_isRefusedAtItsField(String name, String value) {
        assertRefused(name, Map.of(name, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/erp/out/", "done", "/erp/missing", "/../homes"})
    void archive_isAnotherFolderThatIsThere(String archive) {
        assertRefused("archiveFolder", Map.of("afterPull", "MOVE", "archiveFolder", archive));
    }

    private void assertRefused(String field, Map<String, String> instead) {
        Map<String, String> parameters = new HashMap<>(Map.of("folder", "/erp/out", "account", "acme"));
        parameters.putAll(instead);
        FlotillaException refusal = catchThrowableOfType(FlotillaException.class, () -> check.check(parameters));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
        assertThat(refusal.field()).contains("jobParameters." + field);
    }
}
