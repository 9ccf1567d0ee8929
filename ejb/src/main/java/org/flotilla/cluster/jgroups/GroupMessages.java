package org.flotilla.cluster.jgroups;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.flotilla.cluster.ClusterMessage;
import org.flotilla.cluster.ClusterMessages;
import org.flotilla.cluster.Members;
import org.flotilla.cluster.NodeStatus;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wildfly.clustering.server.GroupMember;
import org.wildfly.clustering.server.dispatcher.CommandDispatcher;
import org.wildfly.clustering.server.dispatcher.CommandDispatcherFactory;

/** Views and messages over the server's JGroups channel. */
@ApplicationScoped
class GroupMessages implements Members, ClusterMessages {

    private static final Logger LOG = LoggerFactory.getLogger(GroupMessages.class);

    @Resource(lookup = "java:jboss/clustering/server/command-dispatcher-factory/default")
    private CommandDispatcherFactory<GroupMember> factory;

    @Inject
    private Event<ClusterMessage> arrivals;

    @Inject
    private Nodes nodes;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private CommandDispatcher<GroupMember, Inbox> dispatcher;

    @PostConstruct
    void open() {
        Inbox inbox = topic -> arrivals.fire(new ClusterMessage(topic));
        dispatcher = factory.createCommandDispatcher("flotilla", inbox, GroupMessages.class.getClassLoader());
    }

    @PreDestroy
    void close() {
        dispatcher.close();
    }

    @Override
    public boolean hasLeft(String member) {
        Set<String> present = factory.getGroup().getMembership().getMembers().stream()
                .map(GroupMember::getName)
                .collect(Collectors.toSet());
        seen.addAll(present);
        return seen.contains(member) && !present.contains(member);
    }

    @Override
    public void send(Set<NodeId> receivers, String topic) {
        try {
            if (receivers.isEmpty()) {
                dispatcher.dispatchToGroup(new Message(topic));
            } else {
                sendTo(receivers, topic);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("The message {} was not sent; what it tells is found by polling", topic, e);
        }
    }

    private void sendTo(Set<NodeId> receivers, String topic) throws IOException {
        Set<String> names = nodes.all().stream()
                .filter(node -> receivers.contains(node.id()))
                .map(NodeStatus::member)
                .collect(Collectors.toSet());
        for (GroupMember member : factory.getGroup().getMembership().getMembers()) {
            if (names.contains(member.getName())) {
                dispatcher.dispatchToMember(new Message(topic), member);
            }
        }
    }
}
