/** The statements of pulls, whole and per database. Used through {@link org.flotilla.pull.PulledFileStore} only. */
package org.flotilla.pull.sql;
