/** The statements of reports, whole and per database. Used through {@link org.flotilla.report.ReportStore} only. */
package org.flotilla.report.sql;
