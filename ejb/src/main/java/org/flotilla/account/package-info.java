/**
 * The owners of files: credentials, home, permissions (A1, A2). May use core, config, audit, secret.
 */
package org.flotilla.account;
