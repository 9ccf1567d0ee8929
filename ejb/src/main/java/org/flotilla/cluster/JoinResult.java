package org.flotilla.cluster;

import org.flotilla.core.Incarnation;

/** The answer to a node that wants to work. */
public sealed interface JoinResult {

    /** It may work under this incarnation, whose lease begins now. */
    record Joined(Incarnation incarnation) implements JoinResult {}

    /** It may not, and tries again. */
    record Refused(String reason) implements JoinResult {}
}
