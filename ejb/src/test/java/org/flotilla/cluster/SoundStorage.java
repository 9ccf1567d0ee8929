package org.flotilla.cluster;

import java.util.Optional;
import org.flotilla.storage.StorageProof;

/** A shared file system that is always there. */
final class SoundStorage extends StorageProof {

    @Override
    public boolean isChecked() {
        return true;
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }
}
