package org.flotilla.testsuite.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Q1, Q4 the plan of a run of faults")
class FaultPlanTest {

    private static final Duration SHORT = Duration.ofSeconds(75);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final List<FaultKind> ALL = Arrays.asList(FaultKind.values());
    private static final List<String> NODES = List.of("node-1", "node-2", "node-3");

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 7919).limit(50);
    }

    private static List<Fault> faults(long seed) {
        return FaultPlan.of(seed, SHORT, ALL, NODES).faults();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shortRun_hasEachKindAndEndsInTime(long seed) {
        List<Fault> faults = faults(seed);
        assertThat(faults).extracting(Fault::kind).containsAll(ALL);
        assertThat(faults).allSatisfy(fault -> {
            assertThat(fault.length())
                    .isBetween(fault.kind().shortest(), fault.kind().longest());
            assertThat(fault.end()).isLessThanOrEqualTo(SHORT);
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void faults_strikeANodeOneAtATime(long seed) {
        List<Fault> faults = faults(seed);
        assertThat(faults)
                .allSatisfy(fault -> assertThat(faults.stream()
                                .filter(other -> !other.equals(fault)
                                        && fault.node() != null
                                        && fault.node().equals(other.node()))
                                .filter(other -> other.lastsAt(fault.begin())))
                        .as("%s at %s", fault, fault.begin())
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void crash_strikesADatabaseThatRuns(long seed) {
        List<Fault> crashes = FaultPlan.of(seed, LONG, ALL, NODES).faults().stream()
                .filter(fault -> fault.kind() == FaultKind.DATABASE_CRASH)
                .toList();
        assertThat(crashes)
                .hasSizeGreaterThan(2)
                .allSatisfy(crash -> assertThat(crashes.stream()
                                .filter(other -> !other.equals(crash))
                                .filter(other -> other.lastsAt(crash.begin())))
                        .as("%s at %s", crash, crash.begin())
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void onceEach_killsWhenTheOthersAreOver(long seed) {
        List<Fault> faults = FaultPlan.onceEach(seed, ALL, NODES).faults();
        Fault kill = faults.get(faults.size() - 1);
        assertThat(faults).extracting(Fault::kind).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(kill.kind()).isEqualTo(FaultKind.KILL);
        assertThat(faults.subList(0, faults.size() - 1))
                .allSatisfy(other -> assertThat(other.end()).isLessThan(kill.begin()));
        assertThat(kill.end()).isLessThan(Duration.ofSeconds(95));
    }

    @Test
    void sameSeed_givesSameFaults() {
        assertThat(faults(42)).isEqualTo(faults(42)).isNotEqualTo(faults(43));
    }

    @Test
    void kindsThatCannotBeHad_areLeftOut() {
        assertThat(FaultPlan.of(1, SHORT, List.of(FaultKind.KILL), NODES).faults())
                .isNotEmpty()
                .extracting(Fault::kind)
                .containsOnly(FaultKind.KILL);
    }
}
