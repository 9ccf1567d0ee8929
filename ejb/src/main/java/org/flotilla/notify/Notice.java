package org.flotilla.notify;

/**
 * What is told, once on each channel.
 *
 * @param incident what it is about
 * @param kind at most one notice of a kind is sent for an incident
 */
public record Notice(long incident, Kind kind, String subject, String body) {

    /** What happened to the incident. */
    public enum Kind {
        OPENED,
        CLOSED,
        /** Nothing happened: a {@link Letter}. */
        REPORT
    }
}
