package org.flotilla.retention;

/** What happens to a file whose time is over. */
public enum RetentionAction {
    DELETE("deleted"),
    /** It is moved to the archive folder of its home. */
    ARCHIVE("archived");

    private final String done;

    RetentionAction(String done) {
        this.done = done;
    }

    /** What has happened to it then, for people. */
    String done() {
        return done;
    }
}
