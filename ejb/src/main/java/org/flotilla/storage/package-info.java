/**
 * The shared file system: immutable contents of transfers and the homes of accounts (T3, A2). May use core, config.
 */
package org.flotilla.storage;
