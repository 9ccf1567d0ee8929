/** Secrets at rest: encryption with a key that is not in the database, and password hashes (A1, A3). May use core. */
package org.flotilla.secret;
