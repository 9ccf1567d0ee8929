/** Calendars in the form of iCalendar (RFC 5545). */
package org.flotilla.schedule.ical;
