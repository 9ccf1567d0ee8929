package org.flotilla.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Incarnation;
import org.flotilla.test.ManualClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("C5 a node's own lease")
class OwnLeaseTest {

    private static final Incarnation FIRST = new Incarnation(1);
    private static final Incarnation SECOND = new Incarnation(2);

    private final ManualClock clock = new ManualClock();
    private final OwnLease lease = new OwnLease(clock);

    @Test
    @DisplayName("C5 it ends by itself 7 s after the last renewal was sent")
    void withoutRenewal_itEnds() {
        lease.begin(FIRST, clock.nanoTime());
        clock.advance(Duration.ofMillis(6_999));
        assertThat(lease.incarnation()).contains(FIRST);
        clock.advance(Duration.ofMillis(1));
        assertThat(lease.isHeld()).isFalse();
        assertThatThrownBy(() -> lease.ensureHeld(FIRST))
                .isInstanceOfSatisfying(
                        FlotillaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_OWNER));
    }

    @Test
    @DisplayName("C5 a renewal in time goes on under the same incarnation")
    void renewalInTime_itGoesOn() {
        lease.begin(FIRST, clock.nanoTime());
        clock.advance(Duration.ofSeconds(6));
        assertThat(lease.renewed(FIRST, clock.nanoTime())).isTrue();
        clock.advance(Duration.ofSeconds(6));
        assertThat(lease.incarnation()).contains(FIRST);
    }

    @Test
    @DisplayName("C5, Q4 once it has ended a renewal does not bring it back: results were dropped")
    void lateRenewal_doesNotBringItBack() {
        lease.begin(FIRST, clock.nanoTime());
        clock.advance(Duration.ofSeconds(8));
        assertThat(lease.renewed(FIRST, clock.nanoTime())).isFalse();
        assertThat(lease.isHeld()).isFalse();
        lease.begin(SECOND, clock.nanoTime());
        assertThat(lease.incarnation()).contains(SECOND);
    }

    @Test
    @DisplayName("Q5 work of an earlier incarnation has no lease")
    void otherIncarnation_isRefused() {
        lease.begin(SECOND, clock.nanoTime());
        assertThatThrownBy(() -> lease.ensureHeld(FIRST)).isInstanceOf(FlotillaException.class);
    }

    @Test
    @DisplayName("C3 a node that may not work says why")
    void refused_saysWhy() {
        lease.end("The licence allows 20.");
        assertThatThrownBy(lease::ensureAccepting)
                .hasMessageContaining("The licence allows 20.")
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        e -> assertThat(e.isTransient()).isTrue());
    }
}
