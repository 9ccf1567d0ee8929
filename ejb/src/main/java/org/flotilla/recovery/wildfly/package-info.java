/** The room of the server's election by its HA singleton service. Uses recovery. */
package org.flotilla.recovery.wildfly;
