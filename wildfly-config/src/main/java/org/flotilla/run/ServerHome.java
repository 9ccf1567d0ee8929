package org.flotilla.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * An unpacked WildFly with the JDBC drivers among its modules. Only read: what a domain writes lies in its own base
 * folder, so that many domains can share one server home.
 */
public final class ServerHome {

    private final Path path;

    public ServerHome(Path path) {
        this.path = path.toAbsolutePath().normalize();
        require("jboss-modules.jar");
        require("modules/org/postgresql/main/postgresql.jar");
        require("modules/com/microsoft/sqlserver/main/mssql-jdbc.jar");
    }

    private void require(String file) {
        if (!Files.exists(path.resolve(file))) {
            throw new RunFailure(path.resolve(file) + " is missing: build the module wildfly-config first"
                    + " (./mvnw -DskipTests package)");
        }
    }

    public Path path() {
        return path;
    }

    Path modules() {
        return path.resolve("modules");
    }

    /** Copies files of the stock configuration over those of the folder. */
    void copyStock(String mode, List<String> names, Path folder) {
        try {
            for (String name : names) {
                Path stock = path.resolve(mode).resolve("configuration").resolve(name);
                Files.copy(stock, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The command that runs one of the server's own programs. */
    List<String> command(List<String> jvmOptions, String mainModule) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-jar",
                path.resolve("jboss-modules.jar").toString(),
                "-mp",
                modules().toString(),
                mainModule));
        return command;
    }
}
