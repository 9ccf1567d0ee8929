package org.flotilla.testsuite.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Figures of the whole flow on three nodes; run by {@code ./mvnw verify -Pbench}. */
@ExtendWith(OnCluster.class)
@DisplayName("The flow in figures")
class FlowBench {

    private static final int WARM_UP = 100;
    private static final int FILES = 100;
    private static final double KB_PER_MB = 1024;

    private final TestCluster cluster;

    FlowBench(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    @DisplayName("from the start of an upload to the file at the partner, 1 KiB each, one after the other")
    void uploadToPartner() throws IOException {
        TestAccount account = cluster.accountWithRoute("bench");
        long[] nanos = new long[FILES];
        try (SftpSession session = new SftpSession(cluster.sftpPort("node-1"), account)) {
            for (int file = -WARM_UP; file < FILES; file++) {
                long took = send(session, "file" + file);
                nanos[Math.max(file, 0)] = took;
            }
        }
        Arrays.sort(nanos);
        figure("upload to partner, median", nanos[FILES / 2] / 1e6, "ms");
        figure("upload to partner, 95th percentile", nanos[FILES * 95 / 100] / 1e6, "ms");
        for (String node : cluster.nodes()) {
            figure("memory of " + node, residentMegabytes(cluster.domain().pid(node)), "MB");
        }
    }

    private long send(SftpSession session, String name) throws IOException {
        long start = System.nanoTime();
        session.put("/" + name, new byte[1024]);
        await(name)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> cluster.partner().arrivals().contains(name));
        return System.nanoTime() - start;
    }

    private static double residentMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.UTF_8).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / KB_PER_MB;
    }

    private static void figure(String what, double value, String unit) {
        System.out.printf("FIGURE %s: %.1f %s%n", what, value, unit);
    }
}
