package org.flotilla.testsuite.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The simulator finds what is wrong")
class DefectsTest {

    /** The rarest shows in one of a hundred. */
    private static final int SEEDS = 499;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "NO_FENCE,              an end was accepted from a fenced claim",
        "FENCE_WITHOUT_ATTEMPT, an end was accepted from a fenced claim",
        "ENDLESS_LEASE,         a node holds its lease when others may take it for dead",
        "REVIVING_LEASE,        a lease goes on that had ended",
        "NO_SWEEP,              not done",
        "NO_FREE_LOST,          not done",
        "TWO_OF_A_KEY,          two events of a key may run at once",
        "RELEASE_PASSES_LOCKED, an event is let go before an earlier one of its key",
        "NO_SWEEP_OF_KEYS,      not done",
        "NEVER_GIVES_BACK,      waits in hand behind slow ones",
        "GIVE_BACK_WITHOUT_FENCE, an event was taken from another node",
        "NO_STEALING,           is idle and does not take what waits for overloaded nodes",
        "NO_NEW_DISPATCH,       Policy s",
        "PLACE_NOT_LEFT,        not done",
        "COUNTS_OWN_PLACES,     places of a site",
        "NO_LOCK_OF_GATES,      more places of a site are held than its maximum",
        "COUNTS_PLACES_OF_THE_GONE, not done",
        "NO_SWEEP_OF_PLACES,    a place is held for long by nobody",
        "NO_LOOK_FOR_LOST_PLACES, a place is held for long by nobody",
        "NO_SWEEP_OF_SITES,     though it has room",
        "NO_DRAINING,           is not drained of the places that are too many"
    })
    @DisplayName("Q3-Q5, Q7, C5, W3-W5 what is left out of the rules breaks an invariant in some simulation")
    void defect_isFound(Defect defect, String broken) {
        Optional<Broken> found = LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> broken(seed, defect))
                .flatMap(Optional::stream)
                .filter(failure -> failure.what().contains(broken))
                .findFirst();
        assertThat(found)
                .hasValueSatisfying(failure ->
                        assertThat(failure).hasMessageContainingAll("Seed ", "-D" + Seeds.SEED + "=", "BROKEN"));
    }

    private static Optional<Broken> broken(long seed, Defect defect) {
        try {
            Seeds.run(seed, defect, line -> {});
            return Optional.empty();
        } catch (Broken e) {
            return Optional.of(e);
        }
    }
}
