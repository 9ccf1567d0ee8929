/**
 * Which nodes there are, which of them live, and this node's own lease (C1, C3, C4, C5, C7; decision 0001).
 *
 * <p>May use core, config, audit, secret, licence, account, site, storage. Its technology rooms are {@code cluster.sql}
 * (the node table) and {@code cluster.jgroups} (messages and views).
 */
package org.flotilla.cluster;
