/** Tests that need a server, a cluster or a browser (decision 0004), and what they share. */
package org.flotilla.testsuite;
