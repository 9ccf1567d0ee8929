package org.flotilla.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether a domain fits into what the machine has left; a server that is killed for want of memory tells nobody why. */
final class Memory {

    private static final int SERVER_MB = 700;
    private static final int REST_MB = 700;
    private static final int KB_PER_MB = 1024;

    private Memory() {}

    static void mustSuffice(int servers) {
        long wanted = REST_MB + (long) SERVER_MB * servers;
        long available = availableMegabytes(Path.of("/proc/meminfo"));
        if (available < wanted) {
            throw new RunFailure(servers + " servers and a database need about " + wanted + " MB of memory, "
                    + available + " MB are available. Stop something, or give the servers a smaller heap"
                    + " (-Dflotilla.jvm.heap=256m).");
        }
    }

    /** What the system says is available; plenty when it does not say. */
    static long availableMegabytes(Path meminfo) {
        try {
            List<String> lines = Files.readAllLines(meminfo);
            return lines.stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KB_PER_MB)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
