package org.flotilla.pull;

import org.flotilla.storage.ContentId;

/**
 * What is known of a file that a claim has just got hold of.
 *
 * @param arrived it was pulled; what is left to do is at the partner
 * @param part what an earlier claim fetched of it; may be null
 * @param fetched how many bytes of the part are durable
 */
public record HeldFile(boolean arrived, ContentId part, long fetched) {

    static final HeldFile NEW = new HeldFile(false, null, 0);
    static final HeldFile ARRIVED = new HeldFile(true, null, 0);
}
