package org.flotilla.config;

/** Reads parameters. A value comes from the options file, else from the database, else from the default; cached. */
public interface Parameters {

    /** The value that holds on this node now. Never reads the database in steady state (K1). */
    <T> T get(Parameter<T> parameter);
}
