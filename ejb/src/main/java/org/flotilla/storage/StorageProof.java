package org.flotilla.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeClock;

/**
 * Proves that this node sees the file system that all nodes see (O5): the marker at its root is the one that the database
 * knows. Without that, files would be acknowledged that no other node ever sees (T3). {@link StorageWatch} checks again
 * and again; the answer to others is the last one, so that nobody else waits for a file system that hangs. Thread-safe.
 */
@ApplicationScoped
public class StorageProof {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String AGAIN = " This node looks again every few seconds.";

    private final StorageRoot root;
    private final StorageMarking marking;
    private final NodeClock clock;
    private final long begunAt;
    private volatile Answer last;
    private volatile MarkerStore.Known known;

    private record Answer(Optional<String> problem, long at) {}

    /** For CDI's proxy. */
    protected StorageProof() {
        this(null, null, new NodeClock());
    }

    @Inject
    public StorageProof(StorageRoot root, StorageMarking marking, NodeClock clock) {
        this.root = root;
        this.marking = marking;
        this.clock = clock;
        this.begunAt = clock.nanoTime();
    }

    /** Whether there is a first answer, or has been none for too long. */
    public boolean isChecked() {
        return last != null || isOverdue(begunAt);
    }

    /** Why this node may not work, in sentences for people; empty if it may. Never waits. To be asked when checked. */
    public Optional<String> problem() {
        Answer answer = last;
        if (isOverdue(answer == null ? begunAt : answer.at())) {
            return Optional.of("The shared file system has not answered for " + PATIENCE.toSeconds() + " s." + AGAIN);
        }
        return answer.problem();
    }

    private boolean isOverdue(long since) {
        return clock.since(since).compareTo(PATIENCE) > 0;
    }

    /** Looks at the file system now; may hang with it. */
    void check() {
        last = new Answer(found(), clock.nanoTime());
    }

    private Optional<String> found() {
        try {
            return problemOf(root.path());
        } catch (FlotillaException e) {
            return Optional.of(e.getMessage() + " " + e.remedy());
        } catch (IOException | RuntimeException e) {
            return Optional.of("The shared file system cannot be checked: " + e + "." + AGAIN);
        }
    }

    private Optional<String> problemOf(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.of("The shared file system is not there: " + folder
                    + " is no folder. Mount it; Flotilla never makes this folder itself." + AGAIN);
        }
        String id = known(folder).id();
        Optional<String> found = StorageMarker.read(folder);
        if (found.isEmpty()) {
            return Optional.of(folder + " is not the shared file system of this cluster: it holds no "
                    + StorageMarker.NAME + ". Mount the right one. If this is it, and only that file was lost, make it"
                    + " again with the line " + id + "." + AGAIN);
        }
        if (!found.get().equals(id)) {
            return Optional.of(folder + " is the storage of another cluster: its " + StorageMarker.NAME + " says "
                    + printable(found.get()) + ", this database " + id
                    + ". Mount the right one, or an empty one for a new"
                    + " database." + AGAIN);
        }
        root.prepare();
        return Optional.empty();
    }

    private static String printable(String text) {
        String line = text.replaceAll("\\p{C}", "?");
        return line.length() <= 40 ? line : line.substring(0, 40) + "...";
    }

    private MarkerStore.Known known(Path folder) throws IOException {
        MarkerStore.Known present = known == null ? marking.known() : known;
        if (!present.isMarked()) {
            present = chosen(folder, present);
        }
        if (present.isMarked()) {
            known = present;
        }
        return present;
    }

    /** The first node's folder becomes the cluster's, unless it holds the marker of another database. */
    private MarkerStore.Known chosen(Path folder, MarkerStore.Known unmarked) throws IOException {
        Optional<String> found = StorageMarker.read(folder);
        if (found.isPresent()) {
            return found.get().equals(unmarked.id()) ? marking.markFirst(folder, Optional.empty()) : unmarked;
        }
        Path draft = StorageMarker.draft(folder);
        try {
            StorageMarker.write(draft, unmarked.id());
            return marking.markFirst(folder, Optional.of(draft));
        } finally {
            Files.delete(draft);
        }
    }
}
