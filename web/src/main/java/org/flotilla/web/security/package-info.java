/**
 * Who is asking, and what the browser may do with the answer (A4). May use {@code web.problem} and the faces of
 * {@code administrator}.
 */
package org.flotilla.web.security;
