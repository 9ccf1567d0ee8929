package org.flotilla.cluster.jgroups;

/** Where a node takes in messages. */
@FunctionalInterface
interface Inbox {

    void receive(String topic);
}
