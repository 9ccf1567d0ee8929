package org.flotilla.notify;

import java.util.List;
import org.flotilla.core.FlotillaException;

/** Understands the e-mail addresses that a person wrote. Thread-safe. */
public interface MailAddresses {

    /**
     * The addresses of a text that separates them by commas, as a mail has them; none if it is blank.
     *
     * @throws FlotillaException INVALID_INPUT if one is no address, or there are too many
     */
    List<String> checked(String text);
}
