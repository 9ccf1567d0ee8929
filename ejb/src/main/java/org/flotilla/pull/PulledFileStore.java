package org.flotilla.pull;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flotilla.queue.Claim;
import org.flotilla.storage.ContentId;

/**
 * The files that are being pulled, or have arrived and may still be at the partner. A file is held by one claim at a time; what
 * changes its row names that claim. All methods join the caller's transaction.
 */
public interface PulledFileStore {

    /** Begins a file that is not known, for this claim; false if it is known, or somebody just begins it. */
    boolean insert(PulledFile file, Claim claim);

    /** Takes a known file over for this claim, unless another has it that still runs; empty then, or if there is no row. */
    Optional<HeldFile> take(PulledFile file, Claim claim);

    /** Records what is durable of it. False if it is not this claim's any more, like the next two. */
    boolean fetched(PulledFile file, Claim claim, ContentId part, long bytes);

    /** It has arrived: from now on nobody fetches it. */
    boolean arrived(PulledFile file, Claim claim, long transferId);

    /** Forgets it: there is nothing left to do, or another run shall begin anew. */
    boolean forget(PulledFile file, Claim claim);

    /** Notes that a file that has arrived was seen at the partner; false if there is none. */
    boolean seen(PulledFile file);

    /** Those of the keys that have arrived and were seen within a day. */
    Set<String> seenLately(String site, String account, Collection<String> keys);

    /** Files of that folder that nobody has seen, or begun, for so long; longest first. */
    List<PulledFile> unseen(String site, String account, String folder, Duration age, int limit);
}
