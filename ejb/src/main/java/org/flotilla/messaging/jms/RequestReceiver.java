package org.flotilla.messaging.jms;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.TextMessage;
import org.flotilla.core.FlotillaException;
import org.flotilla.messaging.AcceptRequest;
import org.flotilla.messaging.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests off the queue (M1). Taking, answering and parking are one transaction. For a reason that may pass that is
 * rolled back, so that the message comes again; {@link RequestDelivery} sees to it that it goes to a node that works.
 */
@MessageDriven(
        name = RequestReceiver.NAME,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(
                    propertyName = "destinationLookup",
                    propertyValue = "java:/jms/queue/FlotillaRequest")
        })
public class RequestReceiver implements MessageListener {

    static final String NAME = "RequestReceiver";

    private static final Logger LOG = LoggerFactory.getLogger(RequestReceiver.class);
    private static final String REQUEST_ID = "requestId";

    @Resource
    private MessageDrivenContext context;

    @Inject
    private AcceptRequest acceptRequest;

    @Inject
    private Replies replies;

    @Override
    public void onMessage(Message message) {
        try {
            Answer answer = answer(message);
            replies.send(message, answer);
            if (answer.isRefusal()) {
                LOG.warn("Refused message {}: {}", message.getJMSMessageID(), answer.refusal());
                replies.park(message, answer.refusal());
            }
        } catch (FlotillaException e) {
            LOG.warn("A request must wait: {}", e.getMessage());
            context.setRollbackOnly();
        } catch (JMSException | RuntimeException e) {
            LOG.error("A request could not be handled; it comes again", e);
            context.setRollbackOnly();
        }
    }

    private Answer answer(Message message) throws JMSException {
        String text = message instanceof TextMessage textMessage ? textMessage.getText() : null;
        return acceptRequest.accept(text, key(message));
    }

    /** What stays the same when the message comes again, and when its sender sends it again. */
    static String key(Message message) throws JMSException {
        if (message.getJMSCorrelationID() != null) {
            return message.getJMSCorrelationID();
        }
        String requestId = message.getStringProperty(REQUEST_ID);
        return requestId != null ? requestId : message.getJMSMessageID();
    }
}
