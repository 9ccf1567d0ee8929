package org.flotilla.messaging.jms;

import jakarta.annotation.Resource;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import org.flotilla.messaging.Answer;
import org.flotilla.queue.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the topic how an event ended. Best effort: who must know for sure asks for the event. */
@Stateless
public class PublishOutcome {

    private static final Logger LOG = LoggerFactory.getLogger(PublishOutcome.class);

    @Inject
    @JMSConnectionFactory("java:/JmsXA")
    private JMSContext jms;

    @Resource(lookup = "java:/jms/topic/FlotillaEvent")
    private Topic topic;

    @Asynchronous
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void publish(Event event) {
        try {
            TextMessage message = jms.createTextMessage(Answer.outcome(event));
            message.setStringProperty("state", event.state().name());
            message.setStringProperty("action", event.action());
            message.setLongProperty("eventId", event.id().value());
            jms.createProducer().send(topic, message);
        } catch (JMSException | RuntimeException e) {
            LOG.warn("The outcome of event {} was not published: {}", event.id(), e.toString());
        }
    }
}
