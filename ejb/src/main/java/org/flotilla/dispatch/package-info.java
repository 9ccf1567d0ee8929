/** Which node an event goes to (W1). May use queue and what is below it. */
package org.flotilla.dispatch;
