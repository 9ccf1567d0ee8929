package org.flotilla.test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class ForbiddenSkipsTest {

    private final TestAbortedException skip = new TestAbortedException("needs lftp");

    @Test
    void skip_whereAllIsRequired_fails() {
        assertThatThrownBy(() -> new ForbiddenSkips(true).handleTestExecutionException(null, skip))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("needs lftp");
    }

    @Test
    void skip_elsewhere_staysASkip() {
        assertThatThrownBy(() -> new ForbiddenSkips(false).handleTestExecutionException(null, skip))
                .isSameAs(skip);
    }

    @Test
    void skipOfAllTests_whereAllIsRequired_fails() {
        assertThatThrownBy(() -> new ForbiddenSkips(true).handleBeforeAllMethodExecutionException(null, skip))
                .isInstanceOf(AssertionError.class);
    }
}
