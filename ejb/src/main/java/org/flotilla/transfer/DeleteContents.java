package org.flotilla.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.flotilla.core.FlotillaException;
import org.flotilla.storage.ContentId;
import org.flotilla.storage.Contents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes contents once the transaction that released them has committed; what fails is found as an orphan later. */
@ApplicationScoped
public class DeleteContents {
    private static final Logger LOG = LoggerFactory.getLogger(DeleteContents.class);

    private final Contents contents;

    /** For CDI's proxy. */
    protected DeleteContents() {
        this(null);
    }

    @Inject
    public DeleteContents(Contents contents) {
        this.contents = contents;
    }

    void onRelease(@Observes(during = TransactionPhase.AFTER_SUCCESS) ContentsReleased released) {
        released.contents().forEach(this::delete);
    }

    private void delete(ContentId content) {
        try {
            contents.delete(content);
        } catch (FlotillaException e) {
            LOG.warn("Content {} could not be removed; the purge of orphans will", content, e);
        }
    }
}
