package org.flotilla.notify.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.flotilla.config.Parameters;
import org.flotilla.notify.Channel;
import org.flotilla.notify.Delivery;
import org.flotilla.notify.NotificationParameters;

/** Tells by e-mail, through the server's mail session. */
@ApplicationScoped
public class EmailChannel implements Channel {

    private static final List<String> PROTOCOLS = List.of("smtp", "smtps");
    private static final String SESSION = "java:jboss/mail/Flotilla";

    /** For each answer of the mail server; a message takes eight or so. */
    private static final String PATIENCE_MILLIS = "10000";

    private Parameters parameters;
    private MailSession session;

    /** For CDI's proxy. */
    protected EmailChannel() {}

    @Inject
    public EmailChannel(Parameters parameters) {
        this(parameters, EmailChannel::serversSession);
    }

    EmailChannel(Parameters parameters, MailSession session) {
        this.parameters = parameters;
        this.session = session;
    }

    @Override
    public String name() {
        return EMAIL;
    }

    @Override
    public boolean isEnabled() {
        return !parameters.get(NotificationParameters.EMAIL_TO).isBlank();
    }

    @Override
    public void deliver(Delivery delivery) throws Exception {
        String rest = delivery.recipients();
        Address[] recipients =
                InternetAddress.parse(rest == null ? parameters.get(NotificationParameters.EMAIL_TO) : rest);
        if (recipients.length == 0) {
            throw new MessagingException("Nobody is named in " + NotificationParameters.EMAIL_TO.name());
        }
        Message message = message(delivery);
        message.setRecipients(Message.RecipientType.TO, recipients);
        try {
            Transport.send(message, recipients);
        } catch (SendFailedException e) {
            throw MailRefusal.of(e, recipients);
        }
    }

    private Message message(Delivery delivery) throws MessagingException, NamingException {
        MimeMessage message = new DeliveryMessage(partialSession(), delivery);
        message.setFrom(new InternetAddress(parameters.get(NotificationParameters.EMAIL_FROM)));
        message.setSubject(delivery.subject(), StandardCharsets.UTF_8.name());
        fill(message, delivery);
        message.setSentDate(Date.from(delivery.createdAt()));
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    /** One recipient that is refused holds up no other. */
    private Session partialSession() throws NamingException {
        Session present = session.get();
        PROTOCOLS.forEach(protocol -> present.getProperties().setProperty("mail." + protocol + ".sendpartial", "true"));
        return present;
    }

    private static void fill(MimeMessage message, Delivery delivery) throws MessagingException {
        if (delivery.letter() == null) {
            message.setText(delivery.body(), StandardCharsets.UTF_8.name());
        } else {
            message.setContent(LetterContent.of(delivery.letter()));
        }
    }

    /**
     * Looked up at each use: a server without the session can still do everything else. Without limits a mail server that
     * does not answer would be waited for longer than {@link Channel#LONGEST_SECONDS}, or for ever.
     */
    @SuppressWarnings("BanJNDI") // the name is a constant
    private static Session serversSession() throws NamingException {
        Session session = InitialContext.doLookup(SESSION);
        for (String protocol : PROTOCOLS) {
            for (String limit : List.of("connectiontimeout", "timeout", "writetimeout")) {
                session.getProperties().putIfAbsent("mail." + protocol + "." + limit, PATIENCE_MILLIS);
            }
        }
        return session;
    }

    /** Where the session comes from. */
    @FunctionalInterface
    interface MailSession {
        Session get() throws NamingException;
    }
}
