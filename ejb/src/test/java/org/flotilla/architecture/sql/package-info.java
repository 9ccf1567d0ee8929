/**
 * The rules for SQL (decision 0002): both databases say the same things, and what is written for SQL Server is T-SQL that a DBA
 * would let pass, although no SQL Server is at hand where this is built.
 */
package org.flotilla.architecture.sql;
