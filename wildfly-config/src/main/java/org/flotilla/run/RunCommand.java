package org.flotilla.run;

import java.nio.file.Path;
import java.time.Duration;

/** First cut. */
public final class RunCommand {

    private RunCommand() {}

    /** Runs. */
    public static void main(String[] arguments) throws Exception {
        Path run = Path.of(System.getProperty("flotilla.run.directory"));
        Progress progress = new Progress(System.out);
        {
            progress.step("database");
            EmbeddedDatabase database = new EmbeddedDatabase(run.resolve("database"));
            database.start();
            progress.step("setup");
            DomainSettings settings = DomainSettings.defaults()
                    .with("flotilla.datasource.url", database.url())
                    .with("flotilla.datasource.user", database.user())
                    .with("flotilla.storage", run.resolve("storage").toString())
                    .with("flotilla.jvm.compiler", "-XX:TieredStopAtLevel=1");
            Ports.mustBeFree(settings, 3);
            ServerHome home = new ServerHome(Path.of(System.getProperty("flotilla.run.home")));
            DomainSetup setup = new DomainSetup(home, run.resolve("domain"), settings)
                    .deploying(Path.of(System.getProperty("flotilla.run.ear")));
            setup.secrets().put("datasource", database.password());
            setup.apply();
            Domain domain = new Domain(home, run.resolve("domain"), settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                domain.stop();
                database.stop();
            }));
            progress.step("start");
            domain.start();
            progress.step("servers", () -> domain.status().toString());
            domain.awaitServers(Duration.ofMinutes(4));
            progress.step("up");
            progress.quiet();
            new java.util.concurrent.CountDownLatch(1).await();
        }
    }
}
