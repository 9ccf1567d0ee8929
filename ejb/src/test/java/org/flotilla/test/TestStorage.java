package org.flotilla.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flotilla.storage.StorageRoot;

/** Storage that has been proved to be the cluster's, so that its folders are there. */
public final class TestStorage {

    private TestStorage() {}

    public static StorageRoot at(Path root) throws IOException {
        Files.createDirectories(root.resolve("homes"));
        Files.createDirectories(root.resolve("contents"));
        return new StorageRoot(root);
    }
}
