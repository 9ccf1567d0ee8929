/**
 * The owners of files: credentials, home, permissions (A1, A2). May use core, config, audit, secret.
 *
 * <p>An account's name is its key in the database and never changes: it names the home folder too, and a look-up by name is
 * then a look-up in the second-level cache (K1). Who refers to accounts hears of a deletion as {@link
 * org.flotilla.account.AccountDeleting}.
 *
 * <p>Wrong passwords are counted in the database ({@link org.flotilla.account.LockOut}). Log-ins by key are neither counted
 * nor locked out: a key cannot be guessed, and whoever fails with passwords must not stop the partners that use one.
 */
package org.flotilla.account;
