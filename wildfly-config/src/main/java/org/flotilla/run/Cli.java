package org.flotilla.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs scripts in WildFly's own command line, in a process of its own, on a domain that is not running: the scripts that
 * an administrator uses are the ones that set up the domain of the run command and of the tests.
 */
final class Cli {

    private static final int TAIL = 25;

    private final ServerHome home;
    private final Path base;

    Cli(ServerHome home, Path base) {
        this.home = home;
        this.base = base;
    }

    /** Runs the lines against the configuration below the base folder; the first that fails ends it. */
    void run(List<String> lines, Map<String, String> properties) {
        Path script = base.resolve("setup.cli");
        Path values = base.resolve("setup.properties");
        Path log = base.resolve("setup.log");
        try {
            Files.write(script, embedded(lines));
            Files.write(values, properties.entrySet().stream().map(Cli::entry).toList());
            if (start(command(script, values), log).waitFor() != 0) {
                throw new RunFailure("The CLI scripts failed; " + log + " ends with:\n" + tail(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailure("Interrupted while the domain was being set up", e);
        }
    }

    private Process start(List<String> command, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(base.toFile());
        builder.environment().put("JBOSS_HOME", home.path().toString());
        return builder.start();
    }

    private static List<String> embedded(List<String> lines) {
        List<String> all = new java.util.ArrayList<>();
        all.add("embed-host-controller --domain-config=domain.xml --host-config=host.xml --std-out=discard");
        all.addAll(lines);
        all.add("stop-embedded-host-controller");
        return all;
    }

    private static String entry(Map.Entry<String, String> entry) {
        return entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\");
    }

    private List<String> command(Path script, Path values) {
        List<String> command = home.command(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-Djboss.home.dir=" + home.path(),
                        "-Djboss.domain.base.dir=" + base),
                "org.jboss.as.cli");
        command.addAll(List.of(
                "--no-color-output", "--resolve-parameter-values", "--properties=" + values, "--file=" + script));
        return command;
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.subList(Math.max(0, lines.size() - TAIL), lines.size()).stream()
                .collect(Collectors.joining("\n"));
    }
}
