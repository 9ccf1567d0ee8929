package org.flotilla.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.flotilla.core.EventId;
import org.flotilla.core.NodeId;
import org.flotilla.test.ManualClock;
import org.flotilla.test.RecordedEvents;
import org.flotilla.test.TestLease;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q7 the next event of a key is let go")
class ReleaserTest {

    private static final NodeId ONE = new NodeId("node-1");
    private static final NodeId TWO = new NodeId("node-2");

    private final ManualClock clock = new ManualClock();
    private final TestLease lease = TestLease.held(1);
    private final Keys store = new Keys();
    private final RecordedEvents<WorkReady> ready = new RecordedEvents<>();
    private final Releaser releaser = new Releaser(new Releases(store, ready), lease, clock);

    @BeforeEach
    void firstSweepIsOver() {
        releaser.step();
    }

    @Test
    @DisplayName(
            "Q7, Q9 keys that were told of are released at once, each once, and the nodes of their events are woken")
    void changed_isReleased() {
        store.free.putAll(Map.of("a", ONE, "b", TWO));
        releaser.changed(Set.of("a", "b"));
        releaser.changed(Set.of("a"));

        releaser.step();

        assertThat(store.released).containsExactlyInAnyOrder("a", "b");
        assertThat(ready.seen()).containsExactly(new WorkReady(Set.of(ONE, TWO)));
        releaser.step();
        assertThat(store.calls).isEqualTo(1);
    }

    @Test
    @DisplayName("Q7, W4 many keys are released in parts, as what waits for sites is let go by the same thread")
    void manyChanged_areReleasedInParts() {
        List<String> keys =
                IntStream.range(0, 1200).mapToObj("key-%04d"::formatted).toList();
        keys.forEach(key -> store.free.put(key, ONE));
        releaser.changed(keys);

        assertThat(releaser.step()).isZero();
        assertThat(store.released).hasSize(500);
        releaser.step();
        assertThat(releaser.step()).isPositive();
        assertThat(store.released).hasSize(1200);
    }

    @Test
    @DisplayName("Q7 without keys nothing is asked of the database between two sweeps")
    void noKeys_costNothing() {
        assertThat(releaser.step()).isEqualTo(Releaser.EVERY);
        assertThat(store.calls).isZero();
        assertThat(store.sweeps).isEqualTo(1);
    }

    @Test
    @DisplayName("Q7, Q4 the sweep finds what nobody was told of, such as what a node that died had ended")
    void sweep_findsTheRest() {
        IntStream.range(0, 1200).forEach(number -> store.free.put("key-%04d".formatted(number), ONE));
        clock.advance(Releaser.EVERY);

        releaser.step();

        assertThat(store.released).hasSize(1200);
        assertThat(store.free).isEmpty();
    }

    @Test
    @DisplayName("Q4 when a node is gone the sweep does not wait")
    void nodesChanged_sweepsAtOnce() {
        store.free.put("a", ONE);
        releaser.sweepNow();
        releaser.step();
        assertThat(store.released).containsExactly("a");
    }

    @Test
    @DisplayName("C5 a node without lease sweeps nothing")
    void noLease_sweepsNothing() {
        lease.lose();
        store.free.put("a", ONE);
        releaser.sweepNow();
        releaser.step();
        assertThat(store.released).isEmpty();
    }

    @Test
    @DisplayName("Q7 the sweep takes a twentieth of the time at most")
    void longSweep_rests() {
        store.onSweep = () -> clock.advance(Duration.ofSeconds(1));
        releaser.sweepNow();
        assertThat(releaser.step()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    @DisplayName("Q7 a key that another node releases just now holds up no other")
    void violatedKey_holdsUpNoOther() {
        store.free.putAll(Map.of("a", ONE, "bad", ONE, "c", ONE));
        releaser.changed(Set.of("a", "bad", "c"));
        releaser.step();
        assertThat(store.released).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    @DisplayName("Q7, O2 what could not be released, as the database was away, is found by the next sweep, at once")
    void failure_isMadeUpFor() {
        store.free.put("a", ONE);
        store.away = true;
        releaser.changed(Set.of("a"));
        assertThatThrownBy(releaser::step).isInstanceOf(IllegalStateException.class);
        store.away = false;
        releaser.step();
        assertThat(store.released).containsExactly("a");
    }

    /** Keys that nobody holds, and the node of the next event of each. */
    private static final class Keys implements ReleaseStore {
        final Map<String, NodeId> free = new TreeMap<>();
        final List<String> released = new ArrayList<>();
        Runnable onSweep = () -> {};
        boolean away;
        int calls;
        int sweeps;

        @Override
        public List<Released> release(Collection<String> keys) {
            calls++;
            if (away) {
                throw new IllegalStateException("away");
            }
            if (keys.contains("bad")) {
                throw new IllegalStateException(new SQLException("two of a key", "23505"));
            }
            List<Released> done = new ArrayList<>();
            for (String key : keys) {
                NodeId node = free.remove(key);
                if (node != null) {
                    released.add(key);
                    done.add(new Released(new EventId(done.size() + 1), node));
                }
            }
            return done;
        }

        @Override
        public List<WaitingKey> waitingKeys(String after, int limit) {
            sweeps++;
            onSweep.run();
            return free.keySet().stream()
                    .filter(key -> key.compareTo(after) > 0)
                    .limit(limit)
                    .map(key -> new WaitingKey(key, false))
                    .toList();
        }

        @Override
        public Optional<EventId> holder(String key) {
            throw new UnsupportedOperationException();
        }
    }
}
