package org.flotilla.testsuite.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Q1-Q5, Q7, C5, W1-W5 a simulated cluster, in an order that a seed decides, with faults")
class SimulatorTest {

    @TestFactory
    @DisplayName("nothing is lost, nothing done twice, all is done in the end and spread as the policy says")
    Stream<DynamicTest> invariantsHold() {
        Long asked = Long.getLong(Seeds.SEED);
        return asked == null
                ? Seeds.all().mapToObj(seed -> test(seed, false))
                : LongStream.of(asked).mapToObj(seed -> test(seed, true));
    }

    private static DynamicTest test(long seed, boolean told) {
        return DynamicTest.dynamicTest(
                "seed " + seed,
                () -> assertThatCode(() -> Seeds.run(seed, Defect.NONE, told ? System.out::println : line -> {}))
                        .doesNotThrowAnyException());
    }

    @Test
    @DisplayName("the same seed brings the same steps")
    void sameSeed_sameSteps() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        Seeds.run(7, Defect.NONE, first::add);
        Seeds.run(7, Defect.NONE, second::add);
        assertThat(second).isEqualTo(first).hasSizeGreaterThan(100);
    }
}
