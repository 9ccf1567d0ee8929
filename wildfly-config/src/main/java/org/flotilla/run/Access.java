package org.flotilla.run;

import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Who may get in where: the first administrator of the application and the user of the server's console. A random
 * password is shown once, by the run that made it; the demo gets an administrator of its own, so that the person has to
 * change that of {@code admin} and the demo still works. Both come from the file of the first passwords. A run that was
 * interrupted is gone on with by the next.
 */
final class Access {

    private static final String ADMINISTRATOR = "admin";
    private static final String OF_THE_FIRST_RUN = "(sign in as admin with the password of the first run, or what you"
            + " changed it to: FLOTILLA_ADMIN_PASSWORD counts in the first run only. To change it, use the admin UI;"
            + " to start anew: %s)";

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
            PrivateFile.write(folder.administratorPassword(), firstAdministrators());
            DemoCredentials.random().write(folder.demoCredentials());
        }
        if (!PrivateFile.read(configuration.resolve("mgmt-users.properties")).contains(ADMINISTRATOR + "=")) {
            String password = PrivateFile.randomSecret();
            ManagementUser.write(configuration, ADMINISTRATOR, password);
            consoleHint = "(user admin, password " + password + ", shown this once)";
        }
    }

    /** What the application makes its first administrators of: the person's, and the demo's own. */
    private String firstAdministrators() {
        return options.administratorPassword().orElseGet(PrivateFile::randomSecret) + "\n" + DemoCredentials.API_USER
                + ":admin:" + PrivateFile.randomSecret() + "\n";
    }

    /** The demo's logins; the first time the demo's administrator changes its password, as everybody has to. */
    DemoCredentials demo(URI api) {
        DemoCredentials credentials = DemoCredentials.read(folder.demoCredentials());
        if (!Files.exists(folder.administratorPassword())) {
            options.administratorPassword()
                    .ifPresent(ignored -> hint = OF_THE_FIRST_RUN.formatted(options.freshStart()));
            return credentials;
        }
        List<String> lines =
                PrivateFile.read(folder.administratorPassword()).lines().toList();
        String first = lines.get(1).substring(lines.get(1).lastIndexOf(':') + 1);
        if (changePassword(api, first, credentials) || isRight(api, credentials)) {
            hint = options.administratorPassword().isPresent()
                    ? "(sign in as admin with FLOTILLA_ADMIN_PASSWORD; it has to be changed)"
                    : "(sign in as admin with the password " + lines.get(0)
                            + ", shown this once; it has to be changed)";
        } else {
            createRunner(api, first);
            changePassword(api, first, credentials);
        }
        forgetFirstPassword();
        return credentials;
    }

    /** False: the first password is not the right one. */
    private static boolean changePassword(URI api, String first, DemoCredentials credentials) {
        RestClient.Answer answer = new RestClient(api, DemoCredentials.API_USER, first)
                .put(
                        "administrators/self/password",
                        Json.createObjectBuilder()
                                .add("present", first)
                                .add("wanted", credentials.apiPassword())
                                .build(),
                        "*");
        if (answer.status() == HttpStatus.UNAUTHORIZED) {
            return false;
        }
        answer.mustBeGood();
        return true;
    }

    /** An earlier run may have got so far. */
    private static boolean isRight(URI api, DemoCredentials credentials) {
        return new RestClient(api, DemoCredentials.API_USER, credentials.apiPassword())
                        .get("administrators/self")
                        .status()
                < HttpStatus.BAD_REQUEST;
    }

    /** The database was set up before, and knows no administrator of ours. */
    private void createRunner(URI api, String password) {
        RestClient client = new RestClient(
                api, ADMINISTRATOR, options.administratorPassword().orElse(""));
        RestClient.Answer answer = client.post(
                "administrators",
                Json.createObjectBuilder()
                        .add("name", DemoCredentials.API_USER)
                        .add("password", password)
                        .add("roles", Json.createArrayBuilder().add("ADMIN"))
                        .build());
        if (answer.status() == HttpStatus.FORBIDDEN) {
            throw new RunFailure("The password of admin has to be changed before the demo can use it: change it in the"
                    + " admin UI, set FLOTILLA_ADMIN_PASSWORD to the new one and run again.");
        }
        if (answer.status() == HttpStatus.UNAUTHORIZED || answer.status() == HttpStatus.CONFLICT) {
            throw new RunFailure("The database already has administrators, with other passwords: set"
                    + " FLOTILLA_ADMIN_PASSWORD to that of admin (and delete a left-over administrator '"
                    + DemoCredentials.API_USER + "'), or start anew with -Dfresh and an empty database.");
        }
        answer.mustBeGood();
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
