package org.flotilla.testsuite.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What an ordering key promises to its only client (Q7, decision 0010): what was acknowledged comes before all that was sent
 * after that. A file without an acknowledgement may be submitted long after it was sent; so later ones may come before it,
 * but it never comes before what was acknowledged earlier.
 */
final class KeyOrder {

    private final List<String> sent;
    private final Set<String> acknowledged;

    /**
     * @param sent the files of the key that have come, in the order in which they were sent, one after the other
     * @param acknowledged may have others too
     */
    KeyOrder(List<String> sent, Set<String> acknowledged) {
        this.sent = sent;
        this.acknowledged = acknowledged;
    }

    /**
     * What came too early; empty if the order was kept.
     *
     * @param place of a file among those that came; files at the same place are in order
     */
    <T extends Comparable<? super T>> List<String> breaches(Function<String, T> place) {
        List<String> breaches = new ArrayList<>();
        String last = null;
        for (String file : sent) {
            boolean early = last != null && place.apply(file).compareTo(place.apply(last)) < 0;
            if (early) {
                breaches.add(file + " came before " + last + ", which was acknowledged before it was sent");
            } else if (acknowledged.contains(file)) {
                last = file;
            }
        }
        return breaches;
    }

    @Override
    public String toString() {
        return "%d files came, of which %d were not acknowledged"
                .formatted(
                        sent.size(),
                        sent.stream()
                                .filter(file -> !acknowledged.contains(file))
                                .count());
    }
}
