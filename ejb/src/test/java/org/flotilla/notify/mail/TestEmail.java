package org.flotilla.notify.mail;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.Session;
import java.util.Properties;
import org.flotilla.config.Parameters;
import org.flotilla.notify.Channel;
import org.flotilla.notify.MailAddresses;

/** E-mail through a mail server in this JVM. */
public final class TestEmail {

    private TestEmail() {}

    public static MailAddresses addresses() {
        return new StrictMailAddresses();
    }

    public static Channel to(GreenMail mail, Parameters parameters) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(mail.getSmtp().getPort()));
        properties.setProperty("mail.smtp.timeout", "5000");
        return new EmailChannel(parameters, () -> Session.getInstance(properties));
    }
}
