package org.flotilla.cluster;

import java.util.Optional;
import org.flotilla.storage.StorageProof;

/** A shared file system that is there, unless the test says otherwise. */
final class ToldStorage extends StorageProof {
    Optional<String> problem = Optional.empty();

    @Override
    public boolean isChecked() {
        return true;
    }

    @Override
    public Optional<String> problem() {
        return problem;
    }
}
