package org.flotilla.licence;

import java.time.LocalDate;

/**
 * What the feature licence allows (C3).
 *
 * @param maximumNodes how many nodes may be active at a time
 * @param expires the last day on which it holds; null: it does not expire
 */
public record Licence(String customer, String edition, int maximumNodes, LocalDate expires) {}
