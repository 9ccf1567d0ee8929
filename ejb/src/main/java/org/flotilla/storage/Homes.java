package org.flotilla.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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
     * @throws FlotillaException NOT_FOUND if the file system says that there is none; STORAGE if it is away, or says
     *     anything else
     */
    public Home of(String account) {
        Path home = root.homes().resolve(account);
        try {
            if (isDirectory(home)) {
                return new Home(home, contents);
            }
        } catch (IOException e) {
            throw failure(account, e);
        }
        throw new FlotillaException(
                ErrorCode.NOT_FOUND,
                "There is no home folder of '" + account + "'.",
                "It is made when the account logs in; if it was removed, log in again.");
    }

    /** {@link Files#isDirectory} would say no as well when it cannot tell. */
    private boolean isDirectory(Path home) throws IOException {
        try {
            return Files.readAttributes(home, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isDirectory();
        } catch (NoSuchFileException e) {
            if (!Files.isDirectory(root.homes())) {
                throw new NoSuchFileException(home.toString(), null, "the storage is not there");
            }
            return false;
        }
    }

    /**
     * The account's home, made if it is not there: when the account logs in, when files are to be pulled for it, or when a file
     * that was taken in for it is put in place, and only then. The storage must have been proved: what is above the homes is never made.
     *
     * @throws FlotillaException STORAGE
     */
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
