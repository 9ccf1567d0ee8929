package org.flotilla.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S3 patterns for the names of files")
class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "*.csv, a.csv, true",
        "*.csv, a.CSV, false",
        "*.csv, a.csv.tmp, false",
        "r-????.{csv;txt}, r-2026.txt, true",
        "r-????.{csv;txt}, r-26.txt, false",
        "[a-c]*, bank, true",
        "[!a-c]*, bank, false",
        "[!a-c]*, Bank, true",
        "a+b(1).txt, a+b(1).txt, true",
        "a+b(1).txt, aab1.txt, false",
        "\\*, *, true",
        "\\*, a, false",
        "[*]?, *?, true",
        "regex:[0-9]{8}\\.csv, 20260101.csv, true",
        "regex:[0-9]{8}\\.csv, x20260101.csv, false"
    })
    void match(String pattern, String name, boolean matches) {
        assertThat(NamePattern.of(pattern.replace(';', ',')).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[a",
                "[]",
                "{a",
                "{a{b}}",
                "a\\",
                "regex:[",
                "regex:(?=a)b",
                "regex:(a)\\1",
                "regex:((a{1000}){1000}){1000}",
                "regex:(((a{11}){11}){11}){11}",
                "regex:a{99999999999999999999}"
            })
    void refused(String pattern) {
        assertThatThrownBy(() -> NamePattern.of(pattern))
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT));
    }

    @ParameterizedTest
    @DisplayName("S3 no name takes long, whatever the pattern: a backtracking matcher would take years")
    @ValueSource(strings = {"regex:(a*)*b", "regex:(a|aa)+$b", "regex:(.*a){20}b", "*a*a*a*a*a*a*a*a*a*a*a*a*b"})
    void hostilePattern_isMatchedInNoTime(String pattern) {
        NamePattern compiled = NamePattern.of(pattern);
        assertThat(compiled).hasToString(pattern);

        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(compiled.matches("a".repeat(255))).isFalse());
    }

    @Test
    void namesWithLineBreaks_areSeen() {
        assertThat(NamePattern.of("*").matches("a\nb")).isTrue();
        assertThat(NamePattern.of("regex:.*").matches("a\nb")).isTrue();
    }
}
