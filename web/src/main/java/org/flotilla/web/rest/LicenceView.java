package org.flotilla.web.rest;

import java.time.LocalDate;

/**
 * The licence and its use (C3).
 *
 * @param activeNodes how many nodes hold a slot now
 */
public record LicenceView(String customer, String edition, int maximumNodes, long activeNodes, LocalDate expires) {}
