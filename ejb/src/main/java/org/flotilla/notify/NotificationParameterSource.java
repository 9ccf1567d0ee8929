package org.flotilla.notify;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.flotilla.config.Parameter;
import org.flotilla.config.ParameterSource;

/** Puts them on the configuration page. */
@ApplicationScoped
public class NotificationParameterSource implements ParameterSource {

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(
                NotificationParameters.EMAIL_TO, NotificationParameters.EMAIL_FROM, NotificationParameters.CONSOLE_URL);
    }
}
