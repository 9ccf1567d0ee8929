package org.flotilla.cluster;

/** CDI event: a message of another node (or of this one) arrived. Fired on a thread of the clustering layer; be quick. */
public record ClusterMessage(String topic) {}
