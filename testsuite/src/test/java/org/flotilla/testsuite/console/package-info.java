/** The management console of the server in a browser, on a domain of our own with one server. Carries O1. */
package org.flotilla.testsuite.console;
