/** The room of Hibernate's second-level cache. */
package org.flotilla.config.hibernate;
