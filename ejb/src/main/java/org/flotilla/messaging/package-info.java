/**
 * Requests by message, their answers, and the outcome of events (M1). May use transfer, queue and below. JMS is in {@code
 * messaging.jms}.
 */
package org.flotilla.messaging;
