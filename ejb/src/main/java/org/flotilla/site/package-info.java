/**
 * Remote partner systems: address, credentials, pinned identity, limits (T2). May use core, config, audit, secret, storage.
 *
 * <p>{@code site.sftp} is the room of the SFTP client.
 */
package org.flotilla.site;
