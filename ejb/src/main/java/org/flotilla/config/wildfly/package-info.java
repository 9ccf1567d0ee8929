/** The room of the server's socket bindings. */
package org.flotilla.config.wildfly;
