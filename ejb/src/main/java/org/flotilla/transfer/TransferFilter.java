package org.flotilla.transfer;

import org.flotilla.core.CycleId;

/** Which transfers to list; each part may be null: then it does not restrict. {@code fileName} is a part of the name. */
public record TransferFilter(
        CycleId cycleId,
        String account,
        String site,
        Transfer.Direction direction,
        Transfer.State state,
        String fileName) {

    public static TransferFilter ofCycle(CycleId cycleId) {
        return new TransferFilter(cycleId, null, null, null, null, null);
    }
}
