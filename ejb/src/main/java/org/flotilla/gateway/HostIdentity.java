package org.flotilla.gateway;

import java.util.List;
import org.flotilla.core.SshPublicKey;

/** How clients know the cluster from others who say they are it (A6). */
public interface HostIdentity {

    /** The public host keys that there are by now; all nodes show the same. Makes none. Reads the database. */
    List<SshPublicKey> known();
}
