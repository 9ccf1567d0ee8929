/**
 * The room of the SFTP client: connections to sites, kept and used again (T2, T8, A6), and the cryptography that Flotilla's
 * own SFTP server shares with it. May use site and below.
 */
package org.flotilla.site.sftp;
