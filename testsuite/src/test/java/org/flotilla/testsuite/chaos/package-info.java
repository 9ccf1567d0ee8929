/**
 * The queue under faults in a random order that a seed replays (Q1, Q4, Q5, Q7, C5, C7, T8), and how long takeovers take. Builds
 * on the cluster that {@code org.flotilla.testsuite.cluster} starts.
 */
package org.flotilla.testsuite.chaos;
