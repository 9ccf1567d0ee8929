package org.flotilla.transfer;

import java.util.List;
import org.flotilla.queue.EventRequest;

/**
 * Says what follows from the arrival of a file (T5). Called in the transaction that records the arrival: the events stand
 * exactly if the arrival does.
 */
public interface ArrivalRouter {
    List<EventRequest> eventsFor(Arrived arrived);
}
