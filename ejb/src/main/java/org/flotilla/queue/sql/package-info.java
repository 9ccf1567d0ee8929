/** The room of JDBC for events. */
package org.flotilla.queue.sql;
