package org.flotilla.recovery;

import java.time.Duration;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameter.Scope;

/** The parameters of the disaster-recovery monitor. */
public final class RecoveryParameters {

    public static final Parameter<Integer> MINIMUM_NODES = Parameter.number(
            "Cluster.minimumNodes",
            Scope.SHARED,
            2,
            0,
            20,
            "The number of online nodes below which the disaster-recovery mechanisms are told. 0: never.");

    public static final Parameter<Duration> GRACE = Parameter.seconds(
            "Cluster.minimumNodes.grace",
            Scope.SHARED,
            30,
            0,
            3600,
            "How many seconds the nodes must stay below Cluster.minimumNodes before anybody is told.");

    private RecoveryParameters() {}
}
