package org.flotilla.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Deletes a folder with all that is in it. Links are deleted, not followed. */
final class Deletion extends SimpleFileVisitor<Path> {

    private Deletion() {}

    /** Does nothing when the folder is not there. */
    static void of(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Files.walkFileTree(folder, new Deletion());
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.delete(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
        if (failure != null) {
            throw failure;
        }
        Files.delete(folder);
        return FileVisitResult.CONTINUE;
    }
}
