package org.flotilla.notify.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.flotilla.notify.Refused;

/** Reads from the answers of a mail server (RFC 5321) who has got a mail, and who never will: 4xx passes, 5xx does not. */
final class MailRefusal {

    private MailRefusal() {}

    /** What became of it; the failure itself if nobody is known to have got or refused it. */
    static Exception of(SendFailedException failure, Address[] recipients) {
        boolean whole = refusesMessage(failure);
        if (!whole && isNone(failure.getValidSentAddresses()) && isNone(failure.getInvalidAddresses())) {
            return failure;
        }
        return new Refused(
                whole ? failure.getMessage().strip() : why(failure),
                !isNone(failure.getValidSentAddresses()),
                !whole && !isNone(failure.getValidUnsentAddresses()),
                rest(failure, recipients),
                failure);
    }

    /** The text itself, for whoever it is: too large, or taken for spam. What is wrong with the sender, people here can mend. */
    private static boolean refusesMessage(SendFailedException failure) {
        return failure instanceof SMTPSendFailedException answer
                && answer.getReturnCode() / 100 == 5
                && !answer.getCommand().startsWith("MAIL");
    }

    private static boolean isNone(Address[] addresses) {
        return addresses == null || addresses.length == 0;
    }

    /** The server's answer for each whom it refused. */
    private static String why(SendFailedException failure) {
        return Stream.iterate((Exception) failure, MailRefusal::isThere, MailRefusal::next)
                .filter(SMTPAddressFailedException.class::isInstance)
                .map(SMTPAddressFailedException.class::cast)
                .map(each -> each.getAddress() + ": " + each.getMessage().strip())
                .collect(Collectors.joining("; "));
    }

    private static boolean isThere(Exception failure) {
        return failure != null;
    }

    private static Exception next(Exception failure) {
        return failure instanceof MessagingException mail ? mail.getNextException() : null;
    }

    private static String rest(SendFailedException failure, Address[] recipients) {
        Set<Address> sent =
                isNone(failure.getValidSentAddresses()) ? Set.of() : Set.of(failure.getValidSentAddresses());
        return InternetAddress.toString(
                Arrays.stream(recipients).filter(each -> !sent.contains(each)).toArray(Address[]::new));
    }
}
