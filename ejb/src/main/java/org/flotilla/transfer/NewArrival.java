package org.flotilla.transfer;

import org.flotilla.core.CycleId;
import org.flotilla.core.Incarnation;
import org.flotilla.core.NodeId;
import org.flotilla.storage.SealedContent;

/** An arrival as it is to be recorded: who took in what. */
public record NewArrival(
        CycleId cycleId, Arrival arrival, SealedContent content, NodeId node, Incarnation incarnation) {}
