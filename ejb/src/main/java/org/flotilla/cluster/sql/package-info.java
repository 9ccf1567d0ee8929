/** The room of JDBC for nodes and leases. */
package org.flotilla.cluster.sql;
