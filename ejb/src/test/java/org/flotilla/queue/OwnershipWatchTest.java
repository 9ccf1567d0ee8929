package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.queue.OwnershipWatch.Watched;
import org.flotilla.test.TestLease;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q5 Q8 W4 work that takes long")
class OwnershipWatchTest {

    private static final Claim FIRST = claim(1);
    private static final Claim SECOND = claim(2);

    private final TestLease lease = TestLease.held(1);
    private final List<Claim> asked = new ArrayList<>();
    private final Set<Claim> lost = new HashSet<>();
    private boolean databaseIsAway;
    private final OwnershipWatch watch = new OwnershipWatch(this::ensureOwned, lease);

    private static Claim claim(long event) {
        return new Claim(new EventId(event), new Incarnation(1), 1);
    }

    private void ensureOwned(Claim claim) {
        asked.add(claim);
        if (databaseIsAway) {
            throw new IllegalStateException("No connection");
        }
        if (lost.contains(claim)) {
            throw new FlotillaException(ErrorCode.NOT_OWNER, "Another's.", "Nothing.");
        }
    }

    private void lookTwice() {
        watch.look();
        watch.look();
    }

    private static void assertLost(Watched watched) {
        assertThatThrownBy(watched::ensureHeld)
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER));
    }

    @Test
    void leaseThatEnds_isSeenAtOnce() {
        try (Watched watched = watch.begin(FIRST)) {
            assertThatCode(watched::ensureHeld).doesNotThrowAnyException();

            lease.lose();

            assertLost(watched);
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void claimThatTheDatabaseDoesNotKnow_isLost() {
        try (Watched first = watch.begin(FIRST);
                Watched second = watch.begin(SECOND)) {
            lost.add(FIRST);

            lookTwice();

            assertLost(first);
            assertThatCode(second::ensureHeld).doesNotThrowAnyException();
        }
    }

    @Test
    @DisplayName("C5 a database that is away stops nothing: that is the lease's to say")
    void databaseThatIsAway_stopsNothing() {
        databaseIsAway = true;
        try (Watched first = watch.begin(FIRST);
                Watched second = watch.begin(SECOND)) {
            lookTwice();

            assertThat(asked).containsExactlyInAnyOrder(FIRST, SECOND);
            assertThatCode(first::ensureHeld).doesNotThrowAnyException();
            assertThatCode(second::ensureHeld).doesNotThrowAnyException();

            databaseIsAway = false;
            lost.add(FIRST);
            watch.look();
            assertLost(first);
        }
    }

    @Test
    @DisplayName("Q9 what has begun just now, or has ended, costs no question")
    void shortWork_isNotAskedFor() {
        try (Watched watched = watch.begin(FIRST)) {
            watch.look();
            watched.ensureHeld();
        }
        lookTwice();

        assertThat(asked).isEmpty();
    }
}
