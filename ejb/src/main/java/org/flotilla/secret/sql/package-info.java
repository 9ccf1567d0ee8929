/** The room of JDBC for secrets. */
package org.flotilla.secret.sql;
