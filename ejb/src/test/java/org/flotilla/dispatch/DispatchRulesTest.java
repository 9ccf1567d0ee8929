package org.flotilla.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flotilla.dispatch.DispatchParameters.ADDITIONAL;
import static org.flotilla.dispatch.DispatchParameters.ATTRIBUTES;
import static org.flotilla.dispatch.DispatchParameters.POLICY;
import static org.flotilla.dispatch.DispatchParameters.THRESHOLD;
import static org.flotilla.dispatch.PretendCluster.event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.flotilla.queue.TaskType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("W1-W3 which node an event goes to")
class DispatchRulesTest {

    private final PretendCluster cluster =
            new PretendCluster("node-1").node("node-1", 0).node("node-2", 0).node("node-3", 0);

    @Test
    @DisplayName("W1 roundRobinPolicy: to the next in turn, also when another node dispatches")
    void roundRobin_takesTurns() {
        cluster.set(POLICY, "roundRobinPolicy");
        assertThat(pushes("acme", "bank")).containsExactly("node-1", "node-2", "node-3", "node-1", "node-2", "node-3");
    }

    @Test
    @DisplayName("W1 cacheBasedPolicy, the default: events of one account to the node that holds it")
    void cacheBased_keepsAnAccountTogether() {
        cluster.hold("acme", "node-2");
        assertThat(pushes("acme", "bank")).containsOnly("node-2");
    }

    @Test
    @DisplayName("W1 cacheBasedPolicy: when the holder is not online, or there is no account, all in turn")
    void cacheBasedWithoutHolder_takesTurns() {
        cluster.hold("acme", "node-9");
        assertThat(pushes("acme", "bank")).contains("node-1", "node-2", "node-3");
        assertThat(pushes(null, null)).contains("node-1", "node-2", "node-3");
    }

    @Test
    @DisplayName("W1 with no node online none is named")
    void nobodyOnline_noneIsNamed() {
        List.of("node-1", "node-2", "node-3").forEach(cluster::leave);
        assertThat(cluster.nodeFor(event(1, TaskType.PUSH, "acme", "bank"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DispatchPolicy.class)
    @DisplayName("W4 whatever the policy, a site of a single node has one; another site may have another")
    void singleNode_hasOne(DispatchPolicy policy) {
        cluster.set(POLICY, policy.name());
        cluster.single("bank");
        cluster.hold("acme", "node-1");
        cluster.hold("other", "node-2");
        List<String> nodes = new ArrayList<>(pushes("acme", "bank"));
        nodes.addAll(pushes("other", "bank"));
        assertThat(nodes.stream().distinct()).hasSize(1);
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            cluster.single("site-" + i);
            all.add(pushes("acme", "site-" + i).get(0));
        }
        assertThat(all).containsExactlyInAnyOrder("node-1", "node-2", "node-3");
    }

    @Test
    @DisplayName("W4 when a node leaves, sites of others stay where they are")
    void singleNode_staysWhereItIs() {
        cluster.single("bank");
        String before = pushes("acme", "bank").get(0);
        String other = before.equals("node-3") ? "node-2" : "node-3";
        cluster.leave(other);
        assertThat(pushes("acme", "bank")).containsOnly(before);
        cluster.leave(before);
        assertThat(pushes("acme", "bank").stream().distinct()).hasSize(1).doesNotContain(before, other);
    }

    @Nested
    @DisplayName("W1-W3 attributeMatchPolicy")
    class Attributes {

        @BeforeEach
        void policy() {
            cluster.set(POLICY, "attributeMatchPolicy").set(ADDITIONAL, "ACCOUNT, SITE_NAME, APPLICATION");
        }

        @Test
        @DisplayName("W2 a task type goes to the nodes that prefer it, in turn, another to all")
        void taskType_goesToThoseWhoPreferIt() {
            cluster.set(ATTRIBUTES, "node-1", "PUSH=true").set(ATTRIBUTES, "node-3", "PUSH=true, PGP=false");
            assertThat(pushes("acme", "bank")).containsOnly("node-1", "node-3").startsWith("node-1", "node-3");
            assertThat(nodes(TaskType.PGP, "acme", "bank")).contains("node-1", "node-2", "node-3");
        }

        @ParameterizedTest
        @CsvSource({"ACCOUNT=acme=true", "SITE_NAME=bank=true", "APPLICATION=payroll=true"})
        @DisplayName("W2 so does a value of an additional attribute, and another value does not")
        void additional_goesToThoseWhoPreferIt(String attribute) {
            cluster.set(ATTRIBUTES, "node-2", attribute);
            assertThat(pushes("acme", "bank")).containsOnly("node-2");
            cluster.set(ATTRIBUTES, "node-2", attribute.replaceAll("=[a-z]+=", "=other="));
            assertThat(pushes("acme", "bank")).contains("node-1", "node-2", "node-3");
        }

        @Test
        @DisplayName("W2 an attribute that is not among the additional ones matches nothing")
        void notAdditional_matchesNothing() {
            cluster.set(ADDITIONAL, "ACCOUNT").set(ATTRIBUTES, "node-2", "SITE_NAME=bank=true");
            assertThat(pushes("acme", "bank")).contains("node-1", "node-2", "node-3");
        }

        @Test
        @DisplayName("W2 a node's own attributes hold before those of every node")
        void ownAttributes_holdBeforeEveryNodes() {
            cluster.set(ATTRIBUTES, "PUSH=true").set(ATTRIBUTES, "node-2", "PUSH=false");
            assertThat(pushes("acme", "bank")).containsOnly("node-1", "node-3");
        }

        @Test
        @DisplayName("W3 a node on which a task type gets no slot is skipped for that type, and for no other")
        void fullOfAType_isSkippedForIt() {
            cluster.set(ATTRIBUTES, "node-1", "PUSH=true, PULL=true").set(ATTRIBUTES, "node-2", "PUSH=true, PULL=true");
            cluster.node("node-1", 6, TaskType.PUSH);
            assertThat(pushes("acme", "bank")).containsOnly("node-2");
            assertThat(nodes(TaskType.PULL, "acme", "bank")).contains("node-1", "node-2");
            cluster.set(THRESHOLD, "node-1", "100");
            assertThat(pushes("acme", "bank")).contains("node-1", "node-2");
        }

        @Test
        @DisplayName("W3 a node above its threshold is skipped; one at its threshold is not")
        void overloaded_isSkipped() {
            cluster.set(ATTRIBUTES, "node-1", "PUSH=true").set(ATTRIBUTES, "node-2", "PUSH=true");
            cluster.node("node-1", 9).node("node-2", 8).node("node-3", 0);
            assertThat(pushes("acme", "bank")).containsOnly("node-2");
            cluster.set(THRESHOLD, "node-1", "90").set(THRESHOLD, "node-2", "70");
            assertThat(pushes("acme", "bank")).containsOnly("node-1");
        }

        @Test
        @DisplayName("W1 when all that match are overloaded no node is named: all are candidates, in turn")
        void allOverloaded_takesTurns() {
            cluster.set(ATTRIBUTES, "node-1", "PUSH=true").node("node-1", 10);
            assertThat(pushes("acme", "bank")).contains("node-1", "node-2", "node-3");
        }
    }

    private List<String> pushes(String account, String site) {
        return nodes(TaskType.PUSH, account, site);
    }

    /** Of six events, one after the other. */
    private List<String> nodes(TaskType type, String account, String site) {
        return LongStream.range(0, 6)
                .mapToObj(id -> cluster.nodeFor(event(id, type, account, site)))
                .toList();
    }
}
