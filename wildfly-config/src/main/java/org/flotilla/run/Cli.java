package org.flotilla.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs scripts in WildFly's own command line, in a process of its own, on a domain or server that is not running: the
 * scripts that an administrator uses are the ones that set up what the run command and the tests run on.
 */
final class Cli {

    private static final int TAIL = 25;

    /** What the command line starts within itself to change its configuration. */
    enum Target {
        DOMAIN(
                "embed-host-controller --domain-config=domain.xml --host-config=host.xml",
                "stop-embedded-host-controller",
                "jboss.domain.base.dir"),
        STANDALONE(
                "embed-server --server-config=" + StandaloneSetup.CONFIGURATION,
                "stop-embedded-server",
                "jboss.server.base.dir");

        private final String begin;
        private final String end;
        private final String baseProperty;

        Target(String begin, String end, String baseProperty) {
            this.begin = begin;
            this.end = end;
            this.baseProperty = baseProperty;
        }
    }

    private final ServerHome home;
    private final Path base;
    private final Target target;

    Cli(ServerHome home, Path base, Target target) {
        this.home = home;
        this.base = base;
        this.target = target;
    }

    /** Runs the lines against the configuration below the base folder; the first that fails ends it. */
    void run(List<String> lines, Map<String, String> properties) {
        Path script = base.resolve("setup.cli");
        Path values = base.resolve("setup.properties");
        Path log = base.resolve("setup.log");
        try {
            Files.write(script, embedded(lines));
            PrivateFile.write(
                    values, properties.entrySet().stream().map(Cli::entry).collect(Collectors.joining("\n", "", "\n")));
            if (start(command(script, values), log).waitFor() != 0) {
                throw new RunFailure("The CLI scripts failed; " + log + " ends with:\n" + tail(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailure("Interrupted while the scripts were running", e);
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

    private List<String> embedded(List<String> lines) {
        List<String> all = new java.util.ArrayList<>();
        all.add(target.begin + " --std-out=discard");
        all.addAll(lines);
        all.add(target.end);
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
                        "-D" + target.baseProperty + "=" + base),
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
