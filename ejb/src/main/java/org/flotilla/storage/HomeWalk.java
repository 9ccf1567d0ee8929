package org.flotilla.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/** Looks through a home; what clients take away meanwhile is passed over. */
final class HomeWalk extends SimpleFileVisitor<Path> {

    private static final int LONGEST_PATH = 4095;

    private final Path root;
    private final Consumer<HomeFile> found;
    private final Consumer<String> closed;

    HomeWalk(Path root, Consumer<HomeFile> found, Consumer<String> closed) {
        this.root = root;
        this.found = found;
        this.closed = closed;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && !isHidden(file)) {
            found.accept(HomeFile.of(new HomePath(text(file), file), attributes));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path place, IOException failure) throws IOException {
        return passed(place, failure);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
        return failure == null ? FileVisitResult.CONTINUE : passed(folder, failure);
    }

    private FileVisitResult passed(Path place, IOException failure) throws IOException {
        if (failure instanceof AccessDeniedException || isTooLong(place)) {
            closed.accept(text(place));
        } else if (!(failure instanceof NoSuchFileException)) {
            throw failure;
        }
        return FileVisitResult.CONTINUE;
    }

    /** For the operating system. A client can make such by moving deep folders into deep ones. */
    static boolean isTooLong(Path place) {
        return place.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH;
    }

    private static boolean isHidden(Path place) {
        return Home.isHidden(place.getFileName().toString());
    }

    private String text(Path place) {
        return "/" + root.relativize(place);
    }
}
