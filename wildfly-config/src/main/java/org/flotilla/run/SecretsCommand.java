package org.flotilla.run;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Makes the secrets of a domain for an administrator who runs the CLI scripts by hand (README.md of this module):
 *
 * <pre>
 * FOLDER             makes what is missing and says what belongs into flotilla.properties
 * FOLDER set ALIAS   asks for a secret and stores it: datasource, mail, https-key-store
 * </pre>
 *
 * <p>A secret is asked for without echo, or read from the first line of the standard input; it never stands in an argument,
 * where every user of the machine could see it. Needs the server's own modules only.
 */
public final class SecretsCommand {

    private static final String USAGE = "Usage: FOLDER             makes the secrets that are missing in FOLDER\n"
            + "       FOLDER set ALIAS   asks for a secret and stores it: datasource, mail, https-key-store";
    private static final int SET_ARGUMENTS = 3;

    private final PrintStream out;
    private final UnaryOperator<String> ask;

    SecretsCommand(PrintStream out, UnaryOperator<String> ask) {
        this.out = out;
        this.ask = ask;
    }

    /** Ends with status 1 and one line when something is wrong. */
    public static void main(String[] arguments) {
        try {
            new SecretsCommand(System.out, SecretsCommand::askPerson).run(List.of(arguments));
        } catch (RunFailure | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    void run(List<String> arguments) {
        if (arguments.size() == 1) {
            make(Path.of(arguments.get(0)));
        } else if (arguments.size() == SET_ARGUMENTS && "set".equals(arguments.get(1))) {
            set(Path.of(arguments.get(0)), arguments.get(2));
        } else {
            throw new RunFailure(USAGE);
        }
    }

    private void make(Path folder) {
        Secrets secrets = Secrets.in(folder);
        out.println("The secrets are in " + folder.toAbsolutePath().normalize() + ". In flotilla.properties:");
        out.println("flotilla.credentials.passphrase=" + secrets.encryptedPassphrase());
    }

    private void set(Path folder, String alias) {
        Secrets secrets = Secrets.in(folder);
        String secret = ask.apply("Secret for " + alias + ": ");
        if (secret == null || secret.isEmpty()) {
            throw new RunFailure("No secret was given; nothing is changed");
        }
        secrets.put(alias, secret);
        out.println("Stored as " + alias);
    }

    // From JDK 22 there may be a console without a terminal; it reads the standard input, which is what we want then
    @SuppressWarnings("SystemConsoleNull")
    private static String askPerson(String prompt) {
        Console console = System.console();
        if (console != null) {
            char[] typed = console.readPassword("%s", prompt);
            return typed == null ? null : new String(typed);
        }
        try {
            return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
