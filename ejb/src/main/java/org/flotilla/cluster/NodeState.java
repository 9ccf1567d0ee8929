package org.flotilla.cluster;

/** What a node is doing (C4). */
public enum NodeState {
    /** Holds a lease and takes work. */
    ONLINE,
    /** Holds a lease, finishes its work, takes no new work. */
    DRAINING,
    /** Has no lease: stopped, killed, frozen or cut off. */
    OFFLINE,
    /** Belongs to the deployment site that is not active (D4). */
    PASSIVE,
    /** It may not work, for the reason given: no free slot of the licence (C3), not the shared file system (O5). */
    REFUSED,
    /** Taken out of the cluster by an administrator (C2). */
    REMOVED;

    /** Whether a node in this state owns a licence slot and may own events. */
    public boolean isActive() {
        return this == ONLINE || this == DRAINING;
    }
}
