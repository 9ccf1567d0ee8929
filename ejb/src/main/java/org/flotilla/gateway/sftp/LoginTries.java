package org.flotilla.gateway.sftp;

import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;

/** What a session has tried in order to sign in: the names of methods and the prints of keys, no secrets. Thread-safe. */
final class LoginTries {
    private static final AttributeKey<LoginTries> KEY = new AttributeKey<>();

    private String name;
    private String right;
    private String last;
    private int refused;
    private boolean beingChecked;

    static LoginTries of(Session session) {
        return session.computeAttributeIfAbsent(KEY, key -> new LoginTries());
    }

    /** A password is about to be checked; false: one is being checked already. */
    synchronized boolean begin() {
        boolean first = !beingChecked;
        beingChecked = true;
        return first;
    }

    /** The client is about to be told of the password that was checked. */
    synchronized void answered() {
        beingChecked = false;
    }

    /** @param method by which, such as {@code password} or a key's print */
    synchronized void refused(String typedName, String method) {
        name = SftpPeer.printable(typedName);
        last = method;
        refused++;
    }

    /** The name and the method fit; by a key it still has to be proved that the client holds it. */
    synchronized void right(String typedName, String method) {
        name = SftpPeer.printable(typedName);
        last = method;
        right = method;
    }

    synchronized boolean isEmpty() {
        return last == null;
    }

    /** Printable. */
    synchronized String name() {
        return name;
    }

    synchronized String success() {
        return "by " + right + (refused == 0 ? "" : " after " + refused + " refused");
    }

    synchronized String failure() {
        return refused + " refused, the last by " + last;
    }
}
