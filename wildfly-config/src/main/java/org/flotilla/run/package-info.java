/**
 * Runs a whole Flotilla on one machine: database, domain of several servers, partner. The run command and the tests
 * share these classes, so they hold no knowledge of either.
 *
 * <p>Nothing here is part of the product's archive, and nothing here needs to be installed beforehand: server, database
 * and libraries come as Maven artifacts. Everything is written below the folder that the caller names. Carries O1 and
 * what Q4, C5 and T8 need to be provable (servers that can be killed, frozen and thawed).
 */
package org.flotilla.run;
