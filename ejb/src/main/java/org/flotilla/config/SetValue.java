package org.flotilla.config;

/**
 * A value that is set in the database.
 *
 * @param node whom it is for; null: the cluster, or every node that has none of its own
 */
public record SetValue(String node, String value) {}
