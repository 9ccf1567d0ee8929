package org.flotilla.queue;

/**
 * What one node did with the queue since it started.
 *
 * @param wakeUpsSent how often it told other nodes that there is work
 * @param wakeUpsReceived how often it was told, by others and by itself
 * @param claimsAfterWakeUp how often it asked for work because it was told
 * @param claimsAfterEnd how often because a run had ended, or the claim before had found as much as was wanted
 * @param claimsAfterPoll how often because some time had passed
 * @param foundByPolling how many of those found work: it had become due, or a wake-up was lost or late (Q9)
 * @param batches claims that found work
 * @param claimed events that it claimed, in all batches
 * @param largestBatch the most that it claimed at once
 * @param stolen events among them that were dispatched to an overloaded node
 * @param givenBack events that it claimed and did not begin
 * @param ended runs whose end it recorded
 * @param dropped runs whose end was not recorded: the event was not its own any more
 */
public record QueueCounts(
        long wakeUpsSent,
        long wakeUpsReceived,
        long claimsAfterWakeUp,
        long claimsAfterEnd,
        long claimsAfterPoll,
        long foundByPolling,
        long batches,
        long claimed,
        long largestBatch,
        long stolen,
        long givenBack,
        long ended,
        long dropped) {}
