/** The room of JDBC for accounts. */
package org.flotilla.account.sql;
