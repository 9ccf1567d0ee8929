package org.flotilla.web.rest;

/**
 * What can be changed of an event.
 *
 * @param priority 0 (last) to 9 (first)
 */
public record PriorityInput(Integer priority) {}
