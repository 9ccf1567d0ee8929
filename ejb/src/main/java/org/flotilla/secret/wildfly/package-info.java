/** The room of the server's credential store. */
package org.flotilla.secret.wildfly;
