package org.flotilla.pull;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeClock;
import org.flotilla.site.RemoteFile;
import org.flotilla.site.SourceConnection;

/**
 * The files of a folder in the order of their names, however many and long: it keeps the first of them only, and lists again for
 * those that come after. Listing changes nothing at the partner. For one thread.
 */
final class RemoteListing {

    static final int WINDOW = 25_000;

    /** Names may be longer than any that is taken. */
    private static final int MOST_CHARACTERS = 8_000_000;

    /** A partner that goes on listing for ever is stopped. */
    private static final int MOST = 5_000_000;

    private final SourceConnection connection;
    private final String folder;
    private final Predicate<String> wanted;
    private final NodeClock clock;
    private final int window;
    private final Deque<RemoteFile> files = new ArrayDeque<>();
    private String last;
    private boolean more = true;
    private long listedAt;

    /** @param after begins with the name after this one; null: with the first */
    RemoteListing(
            SourceConnection connection,
            String folder,
            Predicate<String> wanted,
            String after,
            NodeClock clock,
            int window) {
        this.connection = connection;
        this.folder = folder;
        this.wanted = wanted;
        this.last = after;
        this.clock = clock;
        this.window = window;
    }

    /** The next file; null if there are no more. */
    RemoteFile next() {
        return files.pollFirst();
    }

    /** When the files were listed that come next, in monotonic nanoseconds. */
    long listedAt() {
        return listedAt;
    }

    /** Whether there may be more files than those listed last. */
    boolean hasMore() {
        return more && files.isEmpty();
    }

    /**
     * Lists those that come next; there may be none.
     *
     * @param stillOurs run for each name; throws to end it there
     */
    Collection<RemoteFile> list(Runnable stillOurs) {
        TreeMap<String, RemoteFile> first = new TreeMap<>();
        Counter counter = new Counter();
        connection.list(folder, file -> {
            stillOurs.run();
            counter.add();
            String name = file.name();
            if ((last == null || name.compareTo(last) > 0) && wanted.test(name)) {
                first.put(name, file);
                counter.characters += name.length();
                while (first.size() > 1 && (first.size() > window || counter.characters > MOST_CHARACTERS)) {
                    counter.characters -= first.pollLastEntry().getKey().length();
                    counter.cut = true;
                }
            }
        });
        more = counter.cut;
        last = first.isEmpty() ? last : first.lastKey();
        listedAt = clock.nanoTime();
        return first.values();
    }

    /** These of the listed ones come next. */
    void take(Collection<RemoteFile> some) {
        files.addAll(some);
    }

    private final class Counter {
        private int listed;
        private boolean cut;
        private long characters;

        void add() {
            listed++;
            if (listed > MOST) {
                throw new FlotillaException(
                        ErrorCode.PARTNER_REFUSED,
                        connection.peer() + " lists more than " + MOST + " files in " + folder + ".",
                        "Ask the partner to clear the folder; nothing was pulled in this run.");
            }
        }
    }
}
