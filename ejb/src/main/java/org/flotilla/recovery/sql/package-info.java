/** The room of SQL for incidents. Uses recovery, core. */
package org.flotilla.recovery.sql;
