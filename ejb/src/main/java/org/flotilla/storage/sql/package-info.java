/** The room of JDBC for what the database knows of the shared file system. */
package org.flotilla.storage.sql;
