/**
 * One file in one direction, recorded; landing what came in, pushing what goes out (T3, T7, T8). May use queue and below.
 */
package org.flotilla.transfer;
