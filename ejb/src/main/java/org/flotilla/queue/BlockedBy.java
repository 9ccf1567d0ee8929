package org.flotilla.queue;

/** Why an unfinished event is not to be claimed, though it may be due. */
public enum BlockedBy {
    /** It may be claimed. */
    NOTHING,
    /** An event of the same ordering key comes first (Q7). */
    KEY,
    /** Its site has no free connection, or is for another node now (W4). */
    SITE
}
