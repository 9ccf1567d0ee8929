package org.flotilla.report;

import static org.flotilla.core.FlotillaException.checking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.flotilla.config.Parameters;
import org.flotilla.core.FlotillaException;
import org.flotilla.notify.MailAddresses;
import org.flotilla.notify.NotificationParameters;

/** To whom a report goes: those whom it names, else those who are told of incidents. Thread-safe. */
@ApplicationScoped
public class ReportRecipients {

    private final MailAddresses addresses;
    private final Parameters parameters;

    /** For CDI's proxy. */
    protected ReportRecipients() {
        this(null, null);
    }

    @Inject
    public ReportRecipients(MailAddresses addresses, Parameters parameters) {
        this.addresses = addresses;
        this.parameters = parameters;
    }

    /** At least one. @throws FlotillaException INVALID_INPUT about the field {@code jobParameters.to} */
    List<String> of(ReportOrder order) {
        return checking(ReportOrder.field(ReportOrder.TO), () -> {
            List<String> named = addresses.checked(
                    order.to().isEmpty() ? parameters.get(NotificationParameters.EMAIL_TO) : order.to());
            if (named.isEmpty()) {
                throw FlotillaException.invalid(
                        "The report would go to nobody.",
                        "Give addresses as the parameter to, or set " + NotificationParameters.EMAIL_TO.name() + ".");
            }
            return named;
        });
    }
}
