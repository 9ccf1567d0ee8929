/**
 * The REST API under {@code /api/v1} (U2): thin, over the faces of the features. The only room of JAX-RS.
 *
 * <p>Whoever reads may have any role; {@code @RolesAllowed} on a method narrows that. Lists are pages with a cursor, what
 * can be changed carries an ETag, errors are problem details.
 */
package org.flotilla.web.rest;
