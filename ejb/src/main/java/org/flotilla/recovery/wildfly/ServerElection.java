package org.flotilla.recovery.wildfly;

import jakarta.enterprise.context.ApplicationScoped;
import org.flotilla.recovery.Election;

/** What the server's election said last. */
@ApplicationScoped
public class ServerElection implements Election {

    @Override
    public boolean isElected() {
        return ElectedService.runs();
    }
}
