package org.flotilla.config;

/** CDI event: a parameter is being set or reset in the present transaction, on this node. */
record ParametersWritten() {}
