/**
 * Remote partner systems: address, credentials, pinned identity, limits (T2). May use core, config, audit, secret, storage.
 *
 * <p>{@code site.sftp} is the room of the SFTP client. It plugs in through {@link org.flotilla.site.SiteConnections}, so
 * that who moves files knows no protocol. Secrets leave this package only as {@link org.flotilla.site.SiteAccess}.
 */
package org.flotilla.site;
