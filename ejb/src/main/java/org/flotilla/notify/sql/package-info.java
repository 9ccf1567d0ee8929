/** The room of SQL for the outbox. Uses notify, core. */
package org.flotilla.notify.sql;
