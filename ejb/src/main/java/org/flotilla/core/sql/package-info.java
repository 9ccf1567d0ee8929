/** The room of JDBC: which database it is, and its statements by name. Uses core. */
package org.flotilla.core.sql;
