package org.flotilla.pull;

import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;

/** A file at the partner is not what it was when it was listed: it is still being written, or was replaced. */
class FileChanged extends FlotillaException {

    private static final long serialVersionUID = 1L;

    FileChanged(String path) {
        super(ErrorCode.PARTNER_BUSY, path + " changed while it was read.", "The next run takes it.");
    }
}
