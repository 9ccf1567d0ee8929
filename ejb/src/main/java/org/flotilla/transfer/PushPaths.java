package org.flotilla.transfer;

import java.nio.charset.StandardCharsets;
import org.flotilla.queue.OwnedEvent;
import org.flotilla.site.Site;

/**
 * Where a file goes at the partner.
 *
 * @param folder without a slash at its end, unless it is the root
 * @param tempPath this claim's alone, also when an incarnation gets the event again: a late owner deletes or renames the file of
 *     an earlier claim, never the one that is being published now
 */
record PushPaths(String folder, String tempPath, String finalPath) {
    private static final String TEMPORARY = ".part";
    private static final int LONGEST_STEM = 180;
    private static final int SHORT_STEM = 40;

    static PushPaths of(OwnedEvent event, PushOrder order, Site site) {
        String folder = order.remoteFolder() == null ? site.remoteFolder() : order.remoteFolder();
        String base = folder.endsWith("/") ? folder : folder + "/";
        String name = order.fileName();
        String claim =
                event.id() + "." + event.incarnation() + "." + event.event().attempts();
        String temporary = stem(name) + "." + claim + TEMPORARY;
        return new PushPaths(folder, base + temporary, base + name);
    }

    /**
     * Where a temporary file goes that must not be renamed to its final name any more. Whoever looks away from what is being
     * sent, by the end of its name, looks away from this too.
     */
    static String withdrawn(String tempPath) {
        return tempPath.substring(0, tempPath.length() - TEMPORARY.length()) + ".refused" + TEMPORARY;
    }

    /** Leaves room for the numbers, and for what {@link #withdrawn} adds, within the 255 bytes that a name may have. */
    private static String stem(String name) {
        boolean fits = name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_STEM;
        return fits ? name : name.substring(0, name.offsetByCodePoints(0, SHORT_STEM));
    }
}
