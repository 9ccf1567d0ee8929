package org.flotilla.transfer;

import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/** Another file is being put at the same place: an ordinary race, which whoever sweeps need not report. DATABASE, transient. */
public class PlaceTakenException extends FlotillaException {

    private static final long serialVersionUID = 1L;

    /** @param cause may be null */
    public PlaceTakenException(String path, Throwable cause) {
        super(
                ErrorCode.DATABASE,
                "Another file is being put at '" + path + "' for a long time.",
                "It is tried again.",
                cause);
    }
}
