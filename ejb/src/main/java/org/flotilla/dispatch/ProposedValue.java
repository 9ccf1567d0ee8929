package org.flotilla.dispatch;

/**
 * A value that an administrator thinks of setting.
 *
 * @param name of a parameter of dispatch
 * @param node whom it is for; null: all, or every node that has no value of its own
 */
public record ProposedValue(String name, String node, String value) {}
