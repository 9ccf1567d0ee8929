package org.flotilla.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S5, U1 the filter of the page of runs")
class JobsPageTest {

    private final JobsPage page = new JobsPage();

    @ParameterizedTest
    @ValueSource(strings = {"soon", "2026-02-30", "+999999999-12-31", "-999999999-01-01", "0001-01-01"})
    void dayThatNoDatabaseTakes_doesNotFilter(String day) {
        page.setTo(day);

        assertThat(page.getTo()).isNull();
    }
}
