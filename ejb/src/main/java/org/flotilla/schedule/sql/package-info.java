/** The room of SQL for schedules and for the tables of the batch job repository. Uses schedule, core. */
package org.flotilla.schedule.sql;
