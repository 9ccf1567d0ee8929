package org.flotilla.testsuite.cluster;

/** An account of a test. */
public record TestAccount(String name, String password) {}
