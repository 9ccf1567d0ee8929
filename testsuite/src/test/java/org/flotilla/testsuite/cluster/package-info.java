/** Tests on a domain of three nodes, which are killed, frozen and cut off; and the cluster that they share. */
package org.flotilla.testsuite.cluster;
