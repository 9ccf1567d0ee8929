package org.flotilla.cluster;

import java.time.Duration;

/**
 * Something that a node's work needs has made no step for too long (C4).
 *
 * @param what it is that stands still, for people
 * @param since for how long
 * @param stack where its thread stands, for the log; empty if there is no thread
 */
public record Standstill(String what, Duration since, String stack) {

    String reason() {
        return "Not processing: " + what + " has made no step for " + since.toSeconds() + " s.";
    }
}
