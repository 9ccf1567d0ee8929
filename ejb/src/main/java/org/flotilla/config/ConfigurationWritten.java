package org.flotilla.config;

/** CDI event: configuration is being changed in the present transaction, on this node. */
public record ConfigurationWritten() {}
