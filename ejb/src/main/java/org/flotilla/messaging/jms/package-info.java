/** The room of JMS: the request queue and the topic of outcomes. Uses messaging, queue, cluster, core. */
package org.flotilla.messaging.jms;
