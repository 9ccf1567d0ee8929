/**
 * Who may administer Flotilla (A4), and how they prove it. May use core, config, audit, secret.
 *
 * <p>Passwords are Argon2id hashes. The lock after repeated refusals is each node's own as yet; a lock that holds in the
 * whole cluster is the accounts' (A1). Whoever has a first password may change it, and nothing else.
 */
package org.flotilla.administrator;
