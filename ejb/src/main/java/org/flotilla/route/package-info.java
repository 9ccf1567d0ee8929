/**
 * What happens to a file that arrives for an account (T5). May use transfer, queue and below.
 *
 * <p>Plugs into the landing of files as {@link org.flotilla.transfer.ArrivalRouter}: the events of the matching routes are
 * submitted in the transaction that records the arrival.
 */
package org.flotilla.route;
