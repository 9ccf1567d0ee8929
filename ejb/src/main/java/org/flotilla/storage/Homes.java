package org.flotilla.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;

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

    /** The account's home, made if it is not there. The name must be an account's: it is not checked again. */
    public Home of(String account) {
        Path home = root.homes().resolve(account);
        try {
            Durable.createDirectories(home);
        } catch (IOException e) {
            throw StorageFailure.of("The home folder of '" + account + "' cannot be made", e);
        }
        return new Home(home, contents);
    }
}
