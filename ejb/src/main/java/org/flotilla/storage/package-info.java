/**
 * The shared file system: immutable contents of transfers and the homes of accounts (T3, A2, O5). May use core, config.
 *
 * <p>Below the root stand {@code contents/<day>/<hour>/<id>}, written once and never changed, and
 * {@code homes/<account>/...}, where a file is a hard link to its content. What a client does with its home never changes
 * what is delivered: deliveries read the content. Clients reach a home only through {@link org.flotilla.storage.Home}.
 *
 * <p>The root is the operator's: Flotilla never makes it, and works only while the marker at the root is the one that the
 * database knows ({@link org.flotilla.storage.StorageProof}).
 */
package org.flotilla.storage;
