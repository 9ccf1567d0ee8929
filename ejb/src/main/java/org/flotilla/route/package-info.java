/**
 * What happens to a file that arrives for an account (T5). May use transfer, queue and below.
 */
package org.flotilla.route;
