package org.flotilla.config;

/**
 * CDI event: configuration (accounts, sites, routes, parameters ...) changed somewhere in the cluster, and cached copies
 * on this node have been dropped. Fired at most a second after the change's commit, outside a transaction.
 */
public record ConfigurationChanged(long version) {}
