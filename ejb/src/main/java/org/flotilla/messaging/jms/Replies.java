package org.flotilla.messaging.jms;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import org.flotilla.messaging.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what a request leads to, in the caller's transaction. */
@Dependent
class Replies {

    /** Says on a parked message why it was parked. */
    static final String REASON = "flotillaReason";

    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    @Inject
    @JMSConnectionFactory("java:/JmsXA")
    private JMSContext jms;

    @Resource(lookup = "java:/jms/queue/DLQ")
    private Queue deadLetters;

    /** Answers the sender, if it wants an answer. One whose queue is gone does not want it any more. */
    void send(Message request, Answer answer) throws JMSException {
        if (request.getJMSReplyTo() == null) {
            return;
        }
        TextMessage reply = jms.createTextMessage(answer.json());
        reply.setJMSCorrelationID(correlation(request));
        try {
            jms.createProducer().send(request.getJMSReplyTo(), reply);
        } catch (InvalidDestinationRuntimeException e) {
            LOG.warn(
                    "Nobody waits for the answer to message {} any more: {}",
                    request.getJMSMessageID(),
                    e.getMessage());
        }
    }

    /** Puts a copy of a bad message where people look for them. */
    void park(Message request, String reason) throws JMSException {
        Message copy =
                request instanceof TextMessage text ? jms.createTextMessage(text.getText()) : jms.createMessage();
        copy.setJMSCorrelationID(correlation(request));
        copy.setStringProperty(REASON, reason);
        jms.createProducer().send(deadLetters, copy);
    }

    private static String correlation(Message request) throws JMSException {
        String given = request.getJMSCorrelationID();
        return given != null ? given : request.getJMSMessageID();
    }
}
