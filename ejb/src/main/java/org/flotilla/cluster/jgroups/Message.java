package org.flotilla.cluster.jgroups;

import java.io.Serializable;
import org.wildfly.clustering.server.dispatcher.RuntimeCommand;

/** A message on its way to another node. */
record Message(String topic) implements RuntimeCommand<Void, Inbox>, Serializable {

    @Override
    public Void execute(Inbox inbox) {
        inbox.receive(topic);
        return null;
    }
}
