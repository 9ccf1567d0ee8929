package org.flotilla.notify;

/** The other side answered and did not accept a delivery for all of its recipients. */
public final class Refused extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean accepted;
    private final boolean passing;
    private final String rest;

    /**
     * @param why for people
     * @param accepted whether some have got it
     * @param passing whether some of the others may accept it later
     * @param rest those that have not got it, separated by commas
     */
    public Refused(String why, boolean accepted, boolean passing, String rest, Exception cause) {
        super(why, cause);
        this.accepted = accepted;
        this.passing = passing;
        this.rest = rest;
    }

    boolean isAccepted() {
        return accepted;
    }

    boolean isPassing() {
        return passing;
    }

    String rest() {
        return rest;
    }
}
