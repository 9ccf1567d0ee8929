package org.flotilla.cluster;

/** What the clustering layer says of other nodes. A hint that makes things faster; never the ground of ownership. */
public interface Members {

    /** Whether the member was in the view that this node has, and then left it. */
    boolean hasLeft(String member);
}
