package org.flotilla.administrator;

import java.util.List;
import java.util.Optional;
import org.flotilla.core.FlotillaException;

/**
 * Who may administer Flotilla (A4). Sign-ins, refused ones too, and all changes are audited (A5). Always read from the
 * database, so that a change holds on every node at once. Thread-safe.
 */
public interface Administrators {

    /**
     * Checks a name and a password. Takes as long for a name that does not exist. A name is locked on this node for a
     * while after repeated refusals, whether it exists or not; each node counts for itself.
     *
     * @throws FlotillaException BUSY if too many are signing in at once
     */
    SignIn signIn(String name, String password);

    /**
     * Changes the administrator's own password.
     *
     * @throws FlotillaException BAD_CREDENTIALS if {@code present} is not the present one, INVALID_INPUT if the new one
     *     breaks a rule
     */
    Administrator changePassword(String name, String present, String wanted);

    /** @throws FlotillaException INVALID_INPUT, CONFLICT if the name is taken */
    Administrator create(AdministratorRequest request, String actor);

    /** Creates all or none. @throws FlotillaException as {@link #create} */
    void createFirst(List<AdministratorRequest> requests, String actor);

    /** @throws FlotillaException NOT_FOUND, STALE, CONFLICT if it is the last one with the role admin */
    void delete(String name, long version, String actor);

    Optional<Administrator> find(String name);

    /** All, by name. */
    List<Administrator> list();
}
