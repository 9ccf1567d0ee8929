package org.flotilla.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts a domain, as the server's own domain.sh builds it, with everything below our base folder. */
final class DomainCommand {

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final ServerHome home;
    private final Path base;
    private final DomainSettings settings;

    DomainCommand(ServerHome home, Path base, DomainSettings settings) {
        this.home = home;
        this.base = base;
        this.settings = settings;
    }

    List<String> build() {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(home.command(processControllerOptions(), "org.jboss.as.process-controller"));
        command.addAll(List.of(
                "-jboss-home",
                home.path().toString(),
                "-jvm",
                ServerHome.java(),
                "-mp",
                home.modules().toString(),
                "--"));
        command.addAll(hostControllerOptions());
        command.addAll(List.of(
                "--",
                "-default-jvm",
                ServerHome.java(),
                "-Djboss.domain.base.dir=" + base,
                "-Djboss.home.dir=" + home.path(),
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.bind.address.private=127.0.0.1",
                "-Djboss.management.http.port=" + settings.managementPort()));
        return command;
    }

    private List<String> processControllerOptions() {
        return List.of(
                "-D[Process Controller]",
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                "-Djboss.domain.base.dir=" + base,
                "-Dorg.jboss.boot.log.file=" + base.resolve("log/process-controller.log"),
                logging());
    }

    private List<String> hostControllerOptions() {
        return List.of(
                "-Dorg.jboss.boot.log.file=" + base.resolve("log/host-controller.log"),
                logging(),
                "-Xms64m",
                "-Xmx256m",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                "-Djboss.domain.base.dir=" + base,
                "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
                "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED");
    }

    private String logging() {
        return "-Dlogging.configuration="
                + base.resolve("configuration/logging.properties").toUri();
    }
}
