package org.flotilla.report;

/**
 * Transfers of one account, in one direction, with one site.
 *
 * @param site null for what accounts sent and fetched themselves
 * @param files that were transferred
 * @param bytes of those
 * @param underWay not ended when the report was made
 */
public record Traffic(
        String account, boolean incoming, String site, long files, long bytes, long failed, long underWay) {

    Traffic plus(Traffic other) {
        return new Traffic(
                account,
                incoming,
                site,
                files + other.files,
                bytes + other.bytes,
                failed + other.failed,
                underWay + other.underWay);
    }

    /** The same figures under another name, or none. */
    Traffic of(String newAccount, String newSite) {
        return new Traffic(newAccount, incoming, newSite, files, bytes, failed, underWay);
    }
}
