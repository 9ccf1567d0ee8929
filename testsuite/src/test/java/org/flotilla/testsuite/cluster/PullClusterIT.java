package org.flotilla.testsuite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flotilla.run.RestClient;
import org.flotilla.testsuite.chaos.OpenSshPartner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Pulls 500 files from OpenSSH's server while the node that does so is killed, two times; with {@code -Dflotilla.pull.kills=5}
 * five times, of which two at most in one run. {@code flotilla.pull.seed} of an earlier run kills after the same files.
 */
@ExtendWith(OnCluster.class)
@DisplayName("S3, S4, T8 pulling 500 files while nodes are lost")
class PullClusterIT {

    private static final int FILES = 500;
    private static final int FIRST = 10;
    private static final Pattern PULLED = Pattern.compile("files: (\\d+) pulled");
    private static final int KILLS_AT_ONCE = 2;
    private static final String HOSTILE = "line\nbreak";
    private static final Duration PROGRESS = Duration.ofMinutes(2);
    private static final Duration ALL_PULLED = Duration.ofMinutes(5);

    private final TestCluster cluster;
    private PullingAccount account;
    private Random random;

    PullClusterIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void begin() throws IOException {
        OpenSshPartner.problem().ifPresent(problem -> assumeTrue(false, problem));
        long seed = Long.getLong("flotilla.pull.seed", new Random().nextInt(1_000_000));
        System.out.println("PULL seed " + seed + " (replay: -Dflotilla.pull.seed=" + seed + ")");
        random = new Random(seed);
        account = new PullingAccount(cluster, random);
        account.createSiteAndSchedule();
    }

    @AfterEach
    void end() {
        if (account != null) {
            account.close();
        }
    }

    @Test
    @DisplayName(
            "S4, T8 each file arrives once, whole, with one transfer; after a kill one is fetched again at the most")
    void kills_doubleNothing() throws IOException {
        int kills = Integer.getInteger("flotilla.pull.kills", KILLS_AT_ONCE);
        for (int killed = 0; killed < kills; killed += KILLS_AT_ONCE) {
            pullWhileKilling(killed, Math.min(KILLS_AT_ONCE, kills - killed));
            cluster.awaitAllOnline();
        }
    }

    @Test
    @DisplayName("S2 what a pull cannot do is refused when its schedule is saved, at its field")
    void badParameters_areRefused() {
        for (String[] bad : new String[][] {{"pattern", "regex:("}, {"account", "nobody"}, {"afterPull", "BURN"}}) {
            RestClient.Answer answer = cluster.api("node-1")
                    .post(
                            "schedules",
                            account.schedule("bad", Map.of(bad[0], bad[1])).build());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("\"field\":\"jobParameters." + bad[0] + "\"");
        }
    }

    private void pullWhileKilling(int round, int kills) throws IOException {
        Map<String, byte[]> files = account.offer("round-" + round + "-", FILES);
        OpenSshPartner partner = account.partner();
        Files.writeString(partner.inbox().resolve(HOSTILE), "stays");
        int fetchedBefore = partner.reads().size();
        String event = account.pull();
        Set<String> lost = new HashSet<>();
        int step = FILES / (kills + 1);
        for (int kill = 0; kill < kills; kill++) {
            int after = kill * step + FIRST + random.nextInt(step);
            lost.add(killAfter(after, event, files.keySet(), lost));
        }
        String living = other(lost);
        await("the pull to end")
                .atMost(ALL_PULLED)
                .ignoreExceptions()
                .until(() -> "DONE".equals(account.event(living, event).getString("state")));
        account.assertPulledOnce(living, files);
        int fetched = partner.reads().size() - fetchedBefore;
        System.out.println("FIGURE fetches of " + FILES + " files with " + kills + " kills: " + fetched);
        assertThat(fetched).isBetween(FILES, FILES + kills);
        String told = account.event(living, event).getJsonArray("changes").toString();
        assertThat(told).contains("1 refused: 'line?break'");
        Matcher pulled = PULLED.matcher(told);
        assertThat(pulled.find()).isTrue();
        assertThat(Integer.parseInt(pulled.group(1)))
                .as("told of: all but those that were under way")
                .isBetween(FILES - kills, FILES);
        assertThat(partner.names()).containsExactly(HOSTILE);
    }

    private String other(Set<String> than) {
        return cluster.nodes().stream()
                .filter(node -> !than.contains(node))
                .findFirst()
                .orElseThrow();
    }

    /** Kills the node that runs the event, once so many files are in the home; returns its name. */
    private String killAfter(int count, String event, Set<String> names, Set<String> lost) {
        String asked = other(lost);
        await(count + " files in the home")
                .atMost(PROGRESS)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> account.inHome(names).size() >= count);
        String owner = await("its owner")
                .atMost(PROGRESS)
                .ignoreExceptions()
                .until(() -> account.event(asked, event).getString("ownerNode"), node -> !lost.contains(node));
        cluster.domain().kill(owner);
        System.out.println("PULL " + owner + " was killed after " + count + " files, at "
                + account.inHome(names).size());
        return owner;
    }
}
