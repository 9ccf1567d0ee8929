package org.flotilla.config;

/**
 * Tells the cluster that configuration changes. Whoever writes an account, site, route, parameter or the like calls
 * {@link #raise()} in the same transaction; every node then drops its cached copies within a second (K2), even if every
 * cluster message is lost.
 */
public interface ConfigurationVersion {

    /** Raises the version in the caller's transaction, which must exist. */
    void raise();
}
