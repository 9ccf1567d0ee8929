package org.flotilla.web.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.flotilla.core.FlotillaException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S5 the parameters of a job that a person starts")
class JobActsTest {

    @Test
    void lines_areNamesAndValues() {
        assertThat(JobActs.parameters("rows = 5\r\n\r\n pattern=a=b \n"))
                .isEqualTo(Map.of("rows", "5", "pattern", "a=b"));
        assertThat(JobActs.parameters(null)).isEmpty();
    }

    @Test
    void lineWithoutName_isRefused() {
        assertThatThrownBy(() -> JobActs.parameters("rows"))
                .isInstanceOf(FlotillaException.class)
                .hasMessageContaining("'rows' is no parameter");
        assertThatThrownBy(() -> JobActs.parameters("=5")).isInstanceOf(FlotillaException.class);
    }
}
