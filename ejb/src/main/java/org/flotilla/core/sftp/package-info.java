/** The room of SSH: the cryptography that Flotilla offers as server and as client alike (A6). Uses core. */
package org.flotilla.core.sftp;
