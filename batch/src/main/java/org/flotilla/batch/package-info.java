/**
 * The Jakarta Batch jobs (S3). A deployment of its own beside the EJB jar, because a job can only be started from where its
 * definition is. Uses the faces of schedule, pull, retention, queue, transfer, config and core; nothing uses it but through {@link
 * org.flotilla.schedule.JobRunner}.
 */
package org.flotilla.batch;
