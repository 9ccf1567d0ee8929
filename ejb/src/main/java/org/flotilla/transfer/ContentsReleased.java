package org.flotilla.transfer;

import java.util.Set;
import org.flotilla.storage.ContentId;

/** CDI event, fired in the transaction that deletes the last transfers that referred to these contents. */
public record ContentsReleased(Set<ContentId> contents) {
    public ContentsReleased {
        contents = Set.copyOf(contents);
    }
}
