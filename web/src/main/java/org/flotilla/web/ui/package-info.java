/**
 * The admin UI (U1): one bean per page, over the faces of the features. The only room of Faces.
 *
 * <p>Pages that only show something are stateless and keep everything in their address, so that they can be bookmarked,
 * reloaded on another node, and refreshed by a script without touching the session. Pages that change something keep
 * their state in the session, which also protects them against forged requests.
 */
package org.flotilla.web.ui;
