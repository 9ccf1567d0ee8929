package org.flotilla.dispatch;

import java.util.Optional;

/** Says which member of the cluster holds an account's objects in its cache. */
public interface AccountAffinity {

    /** The name of the member in the view; empty if it cannot be told now. Never throws. */
    Optional<String> memberFor(String account);
}
