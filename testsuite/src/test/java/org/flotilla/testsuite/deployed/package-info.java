/**
 * Tests on one server, started by Arquillian, with the EAR as it was built (decision 0004): what needs a server, but no
 * cluster. Most speak with it from outside; those that want its messages or its faces run within it, in an archive of
 * their own beside the EAR.
 */
package org.flotilla.testsuite.deployed;
