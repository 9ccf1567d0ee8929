/**
 * Which node an event goes to: policies, attributes, thresholds, stealing, and a preview of changes (W1-W3, W5, decision
 * 0009). May use queue and what is below it.
 */
package org.flotilla.dispatch;
