package org.flotilla.licence;

import java.time.LocalDate;

/**
 * What the customer may use (C3).
 *
 * @param expires the last day it is valid, UTC; null: for ever
 */
public record Licence(String customer, String edition, int maximumNodes, LocalDate expires) {}
