/**
 * The rules that the style page sets for the shape of the code, as tests.
 *
 * <p>Each rule is one {@link org.flotilla.architecture.HouseRule} that knows neither module nor root package, so that it runs over
 * the main classes of {@code ejb}, {@code batch} and {@code web} alike, and over its own fixture below {@code fixture}: classes
 * that break it. A rule without a fixture, or whose fixture passes, fails {@link org.flotilla.architecture.HouseRulesTest}.
 */
package org.flotilla.architecture;
