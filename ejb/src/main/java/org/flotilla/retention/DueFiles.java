package org.flotilla.retention;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.flotilla.storage.HomeFile;
import org.flotilla.storage.HomeFiles;

/**
 * The files of one home whose time is over, oldest first, however many: it keeps the oldest of them only, and looks again for
 * those that come after. Changes nothing. For one thread.
 *
 * <p>By size those go that are, with all younger ones, more than the maximum. So what is due depends on the younger ones alone:
 * neither on what has gone already nor on what was left, and a run that goes on after a file finds what the one before would have.
 */
final class DueFiles {

    static final int WINDOW = 25_000;

    private final HomeFiles files;
    private final RetentionOrder order;
    private final Instant cutoff;
    private final int window;
    private final Deque<HomeFile> due = new ArrayDeque<>();
    private HomeFile last;
    private boolean looked;
    private boolean more = true;
    private long younger;
    private boolean cut;

    /**
     * @param cutoff what was changed before is too old, if the order says so
     * @param after goes on after this file, of which only time and path matter; null: begins with the oldest
     * @param window how many files to keep
     */
    DueFiles(HomeFiles files, RetentionOrder order, Instant cutoff, HomeFile after, int window) {
        this.files = files;
        this.order = order;
        this.cutoff = cutoff;
        this.last = after;
        this.looked = after != null;
        this.window = window;
    }

    /** The next file; null if there are no more of those looked up last. */
    HomeFile next() {
        return due.pollFirst();
    }

    /** Whether there may be more than those looked up last. */
    boolean hasMore() {
        return more && due.isEmpty();
    }

    /** How many there are still; null if that is not known. */
    Long left() {
        return more ? null : Long.valueOf(due.size());
    }

    /**
     * Looks up those that come next; there may be none.
     *
     * @param closed told the folders that cannot be looked into, the first time
     */
    void look(Consumer<String> closed) {
        NavigableSet<HomeFile> oldest = new TreeSet<>(HomeFile.OLDEST_FIRST);
        younger = 0;
        cut = false;
        files.each(order.folder(), file -> take(file, oldest), looked ? folder -> {} : closed);
        looked = true;
        more = cut;
        for (HomeFile file : oldest) {
            if (!isDue(file)) {
                more = false;
                return;
            }
            younger -= file.size();
            due.add(file);
            last = file;
        }
    }

    /** The keys of those looked up last. */
    Set<Object> keys() {
        return due.stream().map(HomeFile::key).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private void take(HomeFile file, NavigableSet<HomeFile> oldest) {
        boolean after = last == null || HomeFile.OLDEST_FIRST.compare(file, last) > 0;
        if (!after || !order.pattern().matches(file.path().fileName())) {
            return;
        }
        younger += file.size();
        if (order.maximumBytes() != null || isOld(file)) {
            oldest.add(file);
            if (oldest.size() > window) {
                oldest.pollLast();
                cut = true;
            }
        }
    }

    /** Of the oldest that is left: what is not due is older than no file that is. */
    private boolean isDue(HomeFile file) {
        return isOld(file) || (order.maximumBytes() != null && younger > order.maximumBytes());
    }

    private boolean isOld(HomeFile file) {
        return order.olderThan() != null && file.modified().isBefore(cutoff);
    }
}
