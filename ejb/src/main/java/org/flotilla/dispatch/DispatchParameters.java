package org.flotilla.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameter.Scope;
import org.flotilla.config.ParameterSource;

/** The dispatcher's parameters. */
@ApplicationScoped
public class DispatchParameters implements ParameterSource {

    static final Parameter<DispatchPolicy> POLICY = Parameter.choice(
            "EventQueue.DispatchPolicy.name",
            Scope.SHARED,
            DispatchPolicy.cacheBasedPolicy,
            "Which node an event goes to. cacheBasedPolicy: events of one account to the node that holds the account in"
                    + " its cache. roundRobinPolicy: to the next node in turn. attributeMatchPolicy: to nodes that prefer"
                    + " one of its attributes (EventQueue.taskProcessor.attributes). Where a policy names no node, all are"
                    + " candidates, in turn.");

    static final Parameter<NodeAttributes> ATTRIBUTES = new Parameter<>(
            "EventQueue.taskProcessor.attributes",
            Scope.LOCAL,
            "PGP=false, PUSH=false, PULL=false, FM_TRIGGERED=false, MAINTENANCE=false",
            "What attributeMatchPolicy sends to this node: task types, and values of the attributes that"
                    + " EventQueue.submissionConfigurator.additionalAttributes names. One that matches is enough:"
                    + " PUSH=true, SITE_NAME=acme=true. Set it here, not in the options file, which other nodes do not"
                    + " see.",
            List.of(),
            NodeAttributes::read);

    static final Parameter<AttributeNames> ADDITIONAL = new Parameter<>(
            "EventQueue.submissionConfigurator.additionalAttributes",
            Scope.SHARED,
            "",
            "By which attributes events are matched besides their task type, separated by commas: ACCOUNT, SITE_NAME, or"
                    + " the name of an attribute of events such as APPLICATION.",
            List.of(),
            AttributeNames::read);

    static final Parameter<Integer> THRESHOLD = Parameter.number(
            "EventQueue.taskProcessor.threshold",
            Scope.LOCAL,
            80,
            1,
            100,
            "A node of whose slots more than so many per cent are busy is overloaded: attributeMatchPolicy skips it, and"
                    + " idle nodes may take work from it. So is one on which a task type has all the slots it may have"
                    + " (EventQueue.taskProcessor.shares), for that type. 100: never. Set it here, not in the options file, which other"
                    + " nodes do not see.");

    static final Parameter<Boolean> STEALING = Parameter.flag(
            "EventQueue.stealing",
            Scope.SHARED,
            true,
            "Whether a node with free slots and nothing to do takes events that were dispatched to an overloaded node.");

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(POLICY, ATTRIBUTES, ADDITIONAL, THRESHOLD, STEALING);
    }
}
