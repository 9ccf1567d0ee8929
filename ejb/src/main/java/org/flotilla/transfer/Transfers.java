package org.flotilla.transfer;

import java.util.Optional;
import org.flotilla.core.Page;

/** The record of transfers, for those who look at it. */
public interface Transfers {

    Optional<Transfer> find(long id);

    /** Transfers by filter, newest first. */
    Page<Transfer> find(TransferFilter filter, String cursor, int limit);
}
