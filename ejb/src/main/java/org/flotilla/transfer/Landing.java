package org.flotilla.transfer;

import java.time.Duration;
import org.flotilla.core.Incarnation;
import org.flotilla.storage.ContentId;

/**
 * An arrival that is recorded and not yet seen under its final name.
 *
 * @param incarnation the one that recorded it
 * @param age since it was recorded, by the database's clock
 */
public record Landing(
        long transferId,
        String account,
        String folder,
        String fileName,
        ContentId content,
        Incarnation incarnation,
        Duration age) {
    /** The file's path in the account's home. */
    public String path() {
        return folder.endsWith("/") ? folder + fileName : folder + "/" + fileName;
    }
}
