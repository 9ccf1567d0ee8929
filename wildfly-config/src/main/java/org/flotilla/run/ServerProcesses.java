package org.flotilla.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The operating system's view of a domain: its process controller and the processes that this one started. Asked instead
 * of the domain where the domain cannot answer: a frozen server, a dead host controller. Linux only.
 */
final class ServerProcesses {

    private static final Duration KILL_WAIT = Duration.ofSeconds(10);

    private final Path base;

    ServerProcesses(Path base) {
        this.base = base;
    }

    /** All processes that were started for the base folder. */
    List<ProcessHandle> all() {
        try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
            return processes
                    .filter(process -> commandLine(process).contains("-Djboss.domain.base.dir=" + base + "\0"))
                    .toList();
        }
    }

    /** The process of a server, when there is one. */
    Optional<ProcessHandle> server(String name) {
        return all().stream()
                .filter(process -> commandLine(process).contains("-D[Server:" + name + "]\0"))
                .findAny();
    }

    /** The arguments of a process, each ended by a NUL; empty when it is gone or not ours to see. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    static void signal(ProcessHandle process, String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
            if (!kill.waitFor(KILL_WAIT.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new RunFailure("kill -" + signal + " " + process.pid() + " failed");
            }
        } catch (IOException e) {
            throw new RunFailure("kill cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailure("Interrupted", e);
        }
    }

    /** Waits until all are gone; those that are not in time are killed. */
    void awaitGone(Duration timeout) {
        if (!Await.until(timeout, () -> all().isEmpty())) {
            all().forEach(ProcessHandle::destroyForcibly);
            Await.until(KILL_WAIT, () -> all().isEmpty());
        }
    }
}
