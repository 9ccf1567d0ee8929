package org.flotilla.queue;

import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;

/** There is no place for the event at its site now (W4): it waits, as if it had not been claimed. That is no loss. */
class GivenBack extends FlotillaException {

    private static final long serialVersionUID = 1L;

    GivenBack(EventId event, String reason) {
        super(
                ErrorCode.NOT_OWNER,
                "Event " + event + " was given back: " + reason + ".",
                "Nothing: it comes again by itself.");
    }
}
