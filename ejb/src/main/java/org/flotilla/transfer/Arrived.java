package org.flotilla.transfer;

import org.flotilla.core.CycleId;
import org.flotilla.storage.SealedContent;

/**
 * A file whose content is durable and whose arrival is being recorded.
 *
 * @param folder in the account's home, absolute
 */
public record Arrived(
        long transferId, CycleId cycleId, String account, String folder, String fileName, SealedContent content) {}
