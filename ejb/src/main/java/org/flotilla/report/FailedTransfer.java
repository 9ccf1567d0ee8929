package org.flotilla.report;

import java.time.Instant;

/**
 * A transfer that had failed when the report was made. Names and error are a stranger's words.
 *
 * @param site may be null
 * @param error may be null
 */
public record FailedTransfer(
        boolean incoming,
        String account,
        String site,
        String folder,
        String fileName,
        Instant startedAt,
        String error) {}
