package org.flotilla.site;

/** The connections that a node keeps to be used again, whatever their protocol. Thread-safe. */
public interface KeptConnections {

    /** Ends one that is kept to the site, if there is one. The partner may see that a moment later. Never throws. */
    void closeOne(String site);
}
