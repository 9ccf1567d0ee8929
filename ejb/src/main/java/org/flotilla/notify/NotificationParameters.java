package org.flotilla.notify;

import org.flotilla.config.Parameter;
import org.flotilla.config.Parameter.Scope;

/** The parameters of notices. */
public final class NotificationParameters {

    public static final Parameter<String> EMAIL_TO = Parameter.text(
            "Notification.email.to",
            Scope.SHARED,
            "",
            "Who is told of incidents by e-mail: addresses separated by commas. Empty: nobody.");

    public static final Parameter<String> EMAIL_FROM = Parameter.text(
            "Notification.email.from", Scope.SHARED, "flotilla@localhost", "The sender of e-mails about incidents.");

    public static final Parameter<String> CONSOLE_URL = Parameter.text(
            "Notification.console.url",
            Scope.SHARED,
            "",
            "Where people reach the admin UI, such as https://mft.example.com/flotilla: notices link to it.");

    private NotificationParameters() {}
}
