/** The audit log's statements that JPA has no words for: {@code audit.sql}. */
package org.flotilla.audit.sql;
