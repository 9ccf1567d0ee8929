/** Errors as RFC 9457 problem details (U2), for the REST API and for what stands before it. Uses no other web package. */
package org.flotilla.web.problem;
