package org.flotilla.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/** The home folders of accounts. Thread-safe. */
@ApplicationScoped
public class Homes {
    private final StorageRoot root;
    private final Contents contents;

    /** For CDI's proxy. */
    protected Homes() {
        this(null, null);
    }

    @Inject
    public Homes(StorageRoot root, Contents contents) {
        this.root = root;
        this.contents = contents;
    }

    /**
     * The account's home. The name must be an account's: it is not checked again.
     *
     * @throws FlotillaException NOT_FOUND if there is none, STORAGE if the file system is away
     */
    public Home of(String account) {
        Path home = root.homes().resolve(account);
        if (Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
            return new Home(home, contents);
        }
        if (!Files.isDirectory(root.homes())) {
            throw failure(account, new NoSuchFileException(home.toString(), null, "the storage is not there"));
        }
        throw new FlotillaException(
                ErrorCode.NOT_FOUND,
                "There is no home folder of '" + account + "'.",
                "It is made when the account logs in; if it was removed, log in again.");
    }

    /** The account's home, made if it is not there: when the account logs in, and only then. @throws as {@link #of} */
    public Home open(String account) {
        Path home = root.homes().resolve(account);
        try {
            Durable.createDirectories(root.homes(), home);
        } catch (IOException e) {
            throw failure(account, e);
        }
        return of(account);
    }

    private static FlotillaException failure(String account, IOException cause) {
        return StorageFailure.of("The home folder of '" + account + "' cannot be reached", cause);
    }
}
