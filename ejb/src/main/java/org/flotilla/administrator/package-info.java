/**
 * Who may administer Flotilla (A4), and how they prove it. May use core, config, audit, secret.
 *
 * <p>Passwords are Argon2id hashes. The lock after repeated refusals is each node's own as yet; a lock that holds in the
 * whole cluster is the accounts' (A1).
 */
package org.flotilla.administrator;
