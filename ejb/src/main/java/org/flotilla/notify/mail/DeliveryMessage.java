package org.flotilla.notify.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.flotilla.notify.Delivery;

/** A message whose identity is its delivery's: if it is ever sent twice, mail programs see that it is the same one. */
final class DeliveryMessage extends MimeMessage {

    private final Delivery delivery;

    DeliveryMessage(Session session, Delivery delivery) {
        super(session);
        this.delivery = delivery;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader(
                "Message-ID",
                "<flotilla." + delivery.id() + "." + delivery.createdAt().toEpochMilli() + "@flotilla>");
    }
}
