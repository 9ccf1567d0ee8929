/**
 * Notices that too few nodes are left, opens and closes the incident and has everybody told (D1, D2). May use notify,
 * cluster and below. The server's election is in {@code recovery.wildfly}, SQL in {@code recovery.sql}.
 */
package org.flotilla.recovery;
