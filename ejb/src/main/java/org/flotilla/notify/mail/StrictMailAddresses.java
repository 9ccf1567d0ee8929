package org.flotilla.notify.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Arrays;
import java.util.List;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.notify.MailAddresses;

/** Takes what RFC 822 calls a mailbox, with its domain; no groups. */
@ApplicationScoped
public class StrictMailAddresses implements MailAddresses {

    private static final int MOST = 50;

    @Override
    public List<String> checked(String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        List<InternetAddress> addresses = parsed(text);
        if (addresses.size() > MOST) {
            throw FlotillaException.invalid(
                    "These are " + addresses.size() + " addresses.",
                    "Give at most " + MOST + ", or the address of a list.");
        }
        addresses.forEach(StrictMailAddresses::check);
        return addresses.stream().map(InternetAddress::toString).toList();
    }

    private static List<InternetAddress> parsed(String text) {
        try {
            return Arrays.asList(InternetAddress.parse(text, true));
        } catch (AddressException e) {
            throw refused(text, e);
        }
    }

    private static void check(InternetAddress address) {
        try {
            address.validate();
            if (address.isGroup()) {
                throw refused(address.toString(), null);
            }
        } catch (AddressException e) {
            throw refused(address.toString(), e);
        }
    }

    private static FlotillaException refused(String text, AddressException cause) {
        return new FlotillaException(
                ErrorCode.INVALID_INPUT,
                "'" + text + "' is no e-mail address.",
                "Give addresses such as ops@example.com, separated by commas.",
                cause);
    }
}
