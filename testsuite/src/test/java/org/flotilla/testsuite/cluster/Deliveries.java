package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.flotilla.run.DemoPartner;

/** What must be true of an account's files in the end, whatever happened on their way to the partner. */
final class Deliveries {

    private static final Duration ALL_LANDED = Duration.ofSeconds(30);
    private static final Duration ALL_DELIVERED = Duration.ofMinutes(2);

    private final TestCluster cluster;
    private final String node;
    private final TestAccount account;

    /** Asks the given node, which must be there. */
    Deliveries(TestCluster cluster, String node, TestAccount account) {
        this.cluster = cluster;
        this.node = node;
        this.account = account;
    }

    /** The account's events, newest first. */
    List<JsonObject> events() {
        return cluster.allItems(node, "events?account=" + account.name());
    }

    void awaitAtPartner(Map<String, byte[]> files) {
        await("all files at the partner")
                .atMost(ALL_DELIVERED)
                .untilAsserted(() -> assertThat(missing(files))
                        .as("not at the partner; what did not end: %s", unended())
                        .isEmpty());
    }

    private Set<String> missing(Map<String, byte[]> files) {
        Set<String> missing = new TreeSet<>(files.keySet());
        cluster.partner().arrivals().forEach(missing::remove);
        return missing;
    }

    /** Asked for only if something is missing; not every node answers at any time. */
    private Object unended() {
        return new Object() {
            @Override
            public String toString() {
                return events().stream()
                        .filter(event -> !"DONE".equals(event.getString("state")))
                        .map(JsonObject::toString)
                        .collect(Collectors.joining("\n", "\n", "\n"));
            }
        };
    }

    void awaitAllDone() {
        await("the queue to be empty")
                .atMost(ALL_DELIVERED)
                .until(() -> events().stream().allMatch(event -> "DONE".equals(event.getString("state"))));
    }

    /** The files, sorted by name, have come to the partner once each and whole, and nothing else is there. */
    void assertDeliveredOnce(Map<String, byte[]> files) {
        DemoPartner partner = cluster.partner();
        assertThat(partner.arrivals())
                .as("each arrived once")
                .hasSize(files.size())
                .doesNotHaveDuplicates();
        assertThat(partner.names()).as("nothing else is there").containsExactlyElementsOf(files.keySet());
        files.forEach(
                (name, content) -> assertThat(partner.inbox().resolve(name)).hasBinaryContent(content));
    }

    /** So many files have arrived and were sent, and all of them stand where they belong. */
    void awaitRecordedOnce(int files) {
        await("all transfers done").atMost(ALL_LANDED).untilAsserted(() -> assertRecordedOnce(files));
    }

    private void assertRecordedOnce(int files) {
        List<JsonObject> transfers = cluster.allItems(node, "transfers?account=" + account.name());
        for (String direction : List.of("IN", "OUT")) {
            assertThat(transfers.stream()
                            .filter(transfer -> direction.equals(transfer.getString("direction")))
                            .map(transfer -> transfer.getString("state")))
                    .as("%s transfers", direction)
                    .hasSize(files)
                    .containsOnly("DONE");
        }
    }
}
