/** The room of the server's services: what it could not start is started again. Uses core. */
package org.flotilla.core.wildfly;
