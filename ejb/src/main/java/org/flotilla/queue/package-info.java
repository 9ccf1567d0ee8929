/**
 * The event queue: submit, claim, run, complete with a fence, retry (Q1-Q6, decision 0001), in order where that is asked
 * for (Q7), within the connections that sites allow (W4, decision 0010), and what operators do to events (Q8). May use
 * cluster and what is below it; the statements are in {@code queue.sql}, {@code order.sql}, {@code gate.sql} and {@code
 * operator.sql}. Who dispatches and who executes plugs in through {@link org.flotilla.queue.Dispatcher} and {@link
 * org.flotilla.queue.EventHandler}.
 */
package org.flotilla.queue;
