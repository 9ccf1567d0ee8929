package org.flotilla.account;

/**
 * CDI event, fired in the transaction that deletes an account, before the deletion: whoever still needs the account throws
 * a FlotillaException CONFLICT that says what for.
 */
public record AccountDeleting(String name) {}
