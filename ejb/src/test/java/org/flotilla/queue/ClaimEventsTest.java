package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flotilla.core.CycleId;
import org.flotilla.core.EventId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.queue.EventStore.Claimed;
import org.flotilla.test.ManualClock;
import org.flotilla.test.TestNodes;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q1, Q4 what a node has in hand")
class ClaimEventsTest {

    private static final Incarnation FIRST = new Incarnation(1);
    private static final Incarnation SECOND = new Incarnation(2);

    private final ManualClock clock = new ManualClock();
    private final Scripted claims = new Scripted();
    private final Stolen stealing = new Stolen();
    private final List<OwnedEvent> started = new ArrayList<>();
    private final ClaimEvents claiming =
            new ClaimEvents(claims, stealing, claim -> {}, TestNodes.alone("node-1"), clock, new QueueCounters());

    @Test
    @DisplayName("Q4 looks for lost claims at first, and then every ten seconds, also when no slot is free")
    void lostClaims_areLookedForNowAndThen() {
        claim(1);
        claim(2);
        assertThat(claims.keptInHand).containsExactly(Set.of());
        clock.advance(ClaimEvents.LOOK_EVERY);
        claiming.claim(FIRST, ClaimLimits.NONE, started::add);
        assertThat(claims.keptInHand).containsExactly(Set.of(), Set.of(new EventId(1), new EventId(2)));
    }

    @Test
    @DisplayName("Q1 looks for lost claims after one that failed")
    void failedClaim_isLookedFor() {
        claim(1);
        claims.fails = true;
        assertThatThrownBy(() -> claim(2)).hasMessage("test");
        claims.fails = false;
        claim(2);
        assertThat(claims.keptInHand).containsExactly(Set.of(), Set.of(new EventId(1)));
    }

    @Test
    @DisplayName("Q1 what could not be handed over is not in hand, and is looked for")
    void notHandedOver_isLookedFor() {
        claims.next = List.of(1L, 2L);
        assertThatThrownBy(() -> claiming.claim(FIRST, ClaimLimits.ofAny(4), owned -> {
                    throw new IllegalStateException("no thread");
                }))
                .hasMessage("no thread");
        assertThat(claiming.inHand()).isZero();
        claim(3);
        assertThat(claims.keptInHand).hasSize(2);
    }

    @Test
    @DisplayName("Q5 what was claimed under an earlier incarnation is not in hand under this one")
    void earlierIncarnation_isNotInHand() {
        claim(1);
        clock.advance(ClaimEvents.LOOK_EVERY);
        claiming.claim(SECOND, ClaimLimits.NONE, started::add);
        assertThat(claims.keptInHand).containsExactly(Set.of(), Set.of());
        assertThat(claiming.inHand()).isEqualTo(1);
    }

    @Test
    @DisplayName("Q6 an event claimed again while its earlier end is still told is in hand until its own end")
    void claimedAgain_isInHandUntilItsOwnEnd() {
        claim(1);
        claim(1);
        claiming.release(started.get(0));
        clock.advance(ClaimEvents.LOOK_EVERY);
        claiming.claim(FIRST, ClaimLimits.NONE, started::add);
        assertThat(claims.keptInHand).containsExactly(Set.of(), Set.of(new EventId(1)));
        claiming.release(started.get(1));
        assertThat(claiming.inHand()).isZero();
    }

    @Test
    @DisplayName("W3 work of others is taken when there is none of its own, and a free slot")
    void nothingOfItsOwn_takesFromOthers() {
        claim(1);
        assertThat(stealing.asked).isZero();
        claims.next = List.of();
        stealing.next = List.of(2L);
        assertThat(claiming.claim(FIRST, ClaimLimits.ofAny(4), started::add)).isEqualTo(1);
        assertThat(started).extracting(OwnedEvent::id).containsExactly(new EventId(1), new EventId(2));
        assertThat(claiming.inHand()).isEqualTo(2);
        claiming.claim(FIRST, ClaimLimits.NONE, started::add);
        assertThat(stealing.asked).isEqualTo(1);
    }

    @Test
    @DisplayName("Q4, Q7 what any node may take comes first now and then, as its own may never leave room for it")
    void whatAnyMayTake_comesFirstNowAndThen() {
        for (int i = 0; i < 2 * ClaimEvents.ANYS_FIRST_EVERY; i++) {
            claim(i);
        }
        assertThat(claims.anysFirst).containsExactly(false, false, false, true, false, false, false, true);
    }

    @Test
    @DisplayName("Q7 of what is claimed at once the highest priority is handed over first, then the earliest")
    void handedOver_bestFirst() {
        claims.next = List.of(3L, 1L, 12L, 2L);
        claiming.claim(FIRST, ClaimLimits.ofAny(4), started::add);
        assertThat(started).extracting(owned -> owned.id().value()).containsExactly(12L, 1L, 2L, 3L);
    }

    @Test
    @DisplayName("Q4 what is given back is not in hand; if that fails, the next claim looks for it")
    void givenBack_isNotInHand() {
        claims.next = List.of(1L, 2L);
        claiming.claim(FIRST, ClaimLimits.ofAny(4), started::add);
        claiming.giveBack(List.of(started.get(1)));
        assertThat(claims.givenBack).containsExactly(started.get(1).claim());
        assertThat(claiming.inHand()).isEqualTo(1);

        claims.fails = true;
        assertThatThrownBy(() -> claiming.giveBack(List.of(started.get(0)))).hasMessage("test");
        claims.fails = false;
        claim(3);
        assertThat(claims.keptInHand).containsExactly(Set.of(), Set.of());
    }

    @Test
    @DisplayName("Q6 what ran, but whose end could not be recorded, is not taken for what never began; it is told once")
    void unrecordedEnd_wasBegun() {
        claim(1);
        claiming.unrecorded(started.get(0));
        claiming.release(started.get(0));
        for (int i = 0; i < 2; i++) {
            clock.advance(ClaimEvents.LOOK_EVERY);
            claiming.claim(FIRST, ClaimLimits.NONE, started::add);
        }
        assertThat(claims.keptInHand).containsExactly(Set.of(), Set.of(new EventId(1)), Set.of());
        assertThat(claims.freedEnded).containsExactly(Set.of());
    }

    private void claim(long id) {
        claims.next = List.of(id);
        claiming.claim(FIRST, ClaimLimits.ofAny(4), started::add);
    }

    private static final class Stolen extends Stealing {
        private List<Long> next = List.of();
        private int asked;

        @Override
        public List<Claimed> claim(NodeId node, Incarnation incarnation, int limit) {
            asked++;
            return next.stream()
                    .map(id -> new Claimed(Scripted.event(id, incarnation), EventState.READY))
                    .toList();
        }
    }

    private static final class Scripted extends Claims {
        private final List<Set<EventId>> keptInHand = new ArrayList<>();
        private final List<Set<EventId>> freedEnded = new ArrayList<>();
        private final List<Claim> givenBack = new ArrayList<>();
        private List<Long> next = List.of();
        private final List<Boolean> anysFirst = new ArrayList<>();
        private boolean fails;

        @Override
        public List<Claimed> claim(NodeId node, Incarnation incarnation, int limit, boolean anysFirst) {
            this.anysFirst.add(anysFirst);
            if (fails) {
                throw new IllegalStateException("test");
            }
            return next.stream()
                    .map(id -> new Claimed(event(id, incarnation), EventState.READY))
                    .toList();
        }

        @Override
        public void giveBackUnbegun(NodeId node, Collection<Claim> unbegun) {
            if (fails) {
                throw new IllegalStateException("test");
            }
            givenBack.addAll(unbegun);
        }

        @Override
        public int freeLost(NodeId node, Incarnation incarnation, Set<EventId> begun) {
            keptInHand.add(begun);
            return 0;
        }

        @Override
        public int freeEnded(NodeId node, Incarnation incarnation, Set<EventId> inHand) {
            freedEnded.add(inHand);
            return 1;
        }

        private static Event event(long id, Incarnation incarnation) {
            return new Event(
                    new EventId(id),
                    new CycleId("cycle"),
                    TaskType.PUSH,
                    "test",
                    null,
                    null,
                    null,
                    Map.of(),
                    EventState.RUNNING,
                    BlockedBy.NOTHING,
                    id > 10 ? 9 : 5,
                    Instant.EPOCH,
                    null,
                    new NodeId("node-1"),
                    incarnation,
                    1,
                    8,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    null);
        }
    }
}
