package org.flotilla.testsuite.chaos;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.flotilla.run.RunFolder;
import org.flotilla.testsuite.cluster.OnCluster;
import org.flotilla.testsuite.cluster.TestAccount;
import org.flotilla.testsuite.cluster.TestCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One fault of each kind in random order, with {@code -Pchaos} as many as {@code flotilla.chaos.minutes} have room for. {@code flotilla.chaos.seed} of an
 * earlier run of the same length strikes with the same faults at the same times.
 */
@ExtendWith(OnCluster.class)
@DisplayName("Q1, Q4, Q5, Q7, C5, C7, T8 faults in random order")
class ChaosClusterIT {

    private static final String POLICY = "EventQueue.DispatchPolicy.name";
    private static final String SITE = "chaos-partner";
    private static final Duration SETTLE = Duration.ofSeconds(60);

    private final TestCluster cluster;
    private final Path folder = Path.of(System.getProperty("flotilla.run.directory"), "chaos");

    private Optional<Firewall> firewall = Optional.empty();
    private FaultInjector injector;
    private OpenSshPartner partner;

    ChaosClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void begin() {
        OpenSshPartner.problem().ifPresent(problem -> assumeTrue(false, problem));
        new RunFolder(folder).clear();
        partner = new OpenSshPartner(folder.resolve("partner"));
        Optional<String> problem = Firewall.problem();
        firewall = problem.isEmpty() ? Optional.of(Firewall.open()) : Optional.empty();
        problem.ifPresent(ChaosClusterIT::tellThatNothingIsCut);
        injector = new FaultInjector(cluster, firewall);
        cluster.configure(POLICY, "roundRobinPolicy");
    }

    private static void tellThatNothingIsCut(String problem) {
        System.out.println("CHAOS !!! NO CUTS: this run leaves out " + FaultKind.CUT_FROM_NODES + " and "
                + FaultKind.CUT_FROM_DATABASE + ". " + problem);
        if ("all".equals(System.getProperty("flotilla.test.require"))) {
            throw new AssertionError("Nothing may be left out here: " + problem);
        }
    }

    @AfterEach
    void end() {
        if (injector != null) {
            injector.close();
            await("the cluster")
                    .atMost(SETTLE)
                    .ignoreExceptions()
                    .untilAsserted(() -> cluster.configure(POLICY, "cacheBasedPolicy"));
        }
        firewall.ifPresent(Firewall::close);
        if (partner != null) {
            partner.close();
        }
    }

    @Test
    @DisplayName(
            "kills, freezes, cuts and a database that crashes: nothing is lost, nothing doubled, each key in order, all nodes come back")
    void faults_loseNothingDoubleNothingAndKeepTheOrder() throws Exception {
        long seed = Long.getLong("flotilla.chaos.seed", new Random().nextInt(1_000_000));
        System.out.println("CHAOS seed " + seed + " (replay: -Dflotilla.chaos.seed=" + seed + ")");
        FaultPlan plan = Optional.ofNullable(Long.getLong("flotilla.chaos.minutes"))
                .map(minutes -> FaultPlan.of(seed, Duration.ofMinutes(minutes), kinds(), cluster.nodes()))
                .orElseGet(() -> FaultPlan.onceEach(seed, kinds(), cluster.nodes()));
        TestAccount account = account();
        ChaosRun.Result result = ChaosRun.of(cluster, account, plan, injector);
        injector.healAll();
        new ChaosOutcome(cluster, account, partner, result).verify();
    }

    /** Its files go to the partner: those of a key by a route of the key's own, in order. */
    private TestAccount account() {
        TestAccount account = cluster.account("chaos");
        cluster.create("sites", site());
        cluster.create("routes", cluster.route("free", account.name(), "*" + PatientClient.FREE + "-*", SITE));
        for (String key : ChaosRun.keys()) {
            cluster.create(
                    "routes",
                    cluster.route(key, account.name(), key + "-*", SITE).add("inOrder", true));
        }
        return account;
    }

    private List<FaultKind> kinds() {
        return Arrays.stream(FaultKind.values())
                .filter(kind -> firewall.isPresent() || !kind.needsFirewall())
                .filter(kind -> cluster.hasOwnDatabase() || !kind.needsOwnDatabase())
                .toList();
    }

    private JsonObjectBuilder site() {
        return Json.createObjectBuilder()
                .add("name", SITE)
                .add("protocol", "SFTP")
                .add("host", "127.0.0.1")
                .add("port", partner.port())
                .add("userName", partner.user())
                .add("privateKey", partner.userKey())
                .add("hostKey", partner.hostKey())
                .add("remoteFolder", partner.inbox().toString());
    }
}
