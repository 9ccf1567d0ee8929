/**
 * When work becomes an event, and the batch jobs that such events run (S1 to S5). May use queue and below. The statements
 * are in {@code schedule.sql}; the jobs themselves are the {@code batch} module's, reached through {@link
 * org.flotilla.schedule.JobRunner}.
 */
package org.flotilla.schedule;
