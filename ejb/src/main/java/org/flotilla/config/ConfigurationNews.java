package org.flotilla.config;

/** CDI event: another node has changed configuration, so that this one had better look at once. */
public record ConfigurationNews() {}
