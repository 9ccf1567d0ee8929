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
                    + " its cache. roundRobinPolicy: to the next node in turn.");

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(POLICY);
    }
}
