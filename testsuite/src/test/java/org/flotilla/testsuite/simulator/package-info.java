/**
 * The simulator: one to a hundred pretend nodes run the product's own classes of cluster, queue and dispatch in one thread, on a
 * manual clock, in an order that a seed decides, with faults. Invariants are checked after every step.
 * {@code docs/simulator.md} says how to use it.
 */
package org.flotilla.testsuite.simulator;
