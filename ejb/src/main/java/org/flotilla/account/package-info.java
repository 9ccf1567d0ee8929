/**
 * The owners of files: credentials, home, permissions (A1, A2). May use core, config, audit, secret.
 *
 * <p>An account's name is its key in the database and never changes: it names the home folder too, and a look-up by name is
 * then a look-up in the second-level cache (K1). Who refers to accounts hears of a deletion as {@link
 * org.flotilla.account.AccountDeleting}.
 */
package org.flotilla.account;
