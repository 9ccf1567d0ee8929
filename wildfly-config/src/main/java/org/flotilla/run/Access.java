package org.flotilla.run;

import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who may get in where: the first administrator of the application and the user of the server's console. A random
 * password is shown once, by the run that made it; the demo gets an administrator of its own, so that the person can
 * change that of {@code admin} and the demo still works in the next run.
 */
final class Access {

    private static final String ADMINISTRATOR = "admin";

    private final RunOptions options;
    private final RunFolder folder;
    private String hint = "(sign in as admin with your password)";
    private String consoleHint = "(user admin; the password was shown by the first run)";

    Access(RunOptions options, RunFolder folder) {
        this.options = options;
        this.folder = folder;
    }

    /** Makes the passwords that are missing; before the servers start. */
    void prepare(Path configuration) {
        if (!DemoCredentials.exist(folder.demoCredentials())) {
            options.administratorPassword()
                    .ifPresentOrElse(
                            chosen -> PrivateFile.write(folder.administratorPassword(), chosen),
                            () -> PrivateFile.readOrCreate(folder.administratorPassword()));
        }
        if (!PrivateFile.read(configuration.resolve("mgmt-users.properties")).contains(ADMINISTRATOR + "=")) {
            String password = PrivateFile.randomSecret();
            ManagementUser.write(configuration, ADMINISTRATOR, password);
            consoleHint = "(user admin, password " + password + ", shown this once)";
        }
    }

    /** The demo's logins; the first time they are made with the password of the first administrator. */
    DemoCredentials demo(URI api) {
        Path file = folder.demoCredentials();
        if (DemoCredentials.exist(file)) {
            return DemoCredentials.read(file);
        }
        String password = PrivateFile.read(folder.administratorPassword());
        DemoCredentials credentials = DemoCredentials.random();
        createRunner(new RestClient(api, ADMINISTRATOR, password), credentials);
        credentials.write(file);
        forgetFirstPassword();
        hint = options.administratorPassword().isPresent()
                ? "(sign in as admin with FLOTILLA_ADMIN_PASSWORD; it has to be changed)"
                : "(sign in as admin with the password " + password + ", shown this once; it has to be changed)";
        return credentials;
    }

    private static void createRunner(RestClient client, DemoCredentials credentials) {
        RestClient.Answer answer = client.post(
                "administrators",
                Json.createObjectBuilder()
                        .add("name", DemoCredentials.API_USER)
                        .add("password", credentials.apiPassword())
                        .add("roles", Json.createArrayBuilder().add("ADMIN"))
                        .build());
        if (answer.status() == HttpStatus.UNAUTHORIZED) {
            throw new RunFailure("The database already has an administrator with another password: set"
                    + " FLOTILLA_ADMIN_PASSWORD to it, or start anew with -Dfresh and an empty database.");
        }
        answer.object();
    }

    private void forgetFirstPassword() {
        try {
            Files.deleteIfExists(folder.administratorPassword());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How to get into the admin UI. */
    String hint() {
        return hint;
    }

    /** How to get into the server's console. */
    String consoleHint() {
        return consoleHint;
    }
}
