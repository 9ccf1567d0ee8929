/** The event queue in figures, beside other queues that live in a database. */
package org.flotilla.testsuite.queue;
