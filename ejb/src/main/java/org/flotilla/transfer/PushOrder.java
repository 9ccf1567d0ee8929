package org.flotilla.transfer;

import java.util.HashMap;
import java.util.Map;
import org.flotilla.core.CycleId;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.OwnedEvent;
import org.flotilla.queue.TaskType;
import org.flotilla.storage.ContentId;
import org.flotilla.storage.SealedContent;

/**
 * What shall be pushed where: the attributes of a {@code push-file} event, in types. Names the content, not the file in the
 * home, so that nothing a client does later changes what is delivered.
 *
 * @param remoteFolder null: the site's own
 */
public record PushOrder(
        CycleId cycleId, String account, String site, String remoteFolder, String fileName, SealedContent content) {
    static final String ACTION = "push-file";

    private static final String FILE = "file";
    private static final String FOLDER = "remoteFolder";
    private static final String CONTENT = "content";
    private static final String SIZE = "size";
    private static final String SHA256 = "sha256";

    /** The event that carries this out. */
    public EventRequest toEvent() {
        Map<String, String> attributes = new HashMap<>();
        attributes.put(FILE, fileName);
        attributes.put(CONTENT, content.id().value());
        attributes.put(SIZE, Long.toString(content.size()));
        if (content.sha256() != null) {
            attributes.put(SHA256, content.sha256());
        }
        if (remoteFolder != null) {
            attributes.put(FOLDER, remoteFolder);
        }
        return EventRequest.of(TaskType.PUSH, ACTION, cycleId)
                .withAccount(account)
                .withSite(site)
                .withAttributes(attributes);
    }

    static PushOrder of(OwnedEvent event) {
        Map<String, String> attributes = event.event().attributes();
        SealedContent content = new SealedContent(
                new ContentId(event.attribute(CONTENT)), Long.parseLong(event.attribute(SIZE)), attributes.get(SHA256));
        return new PushOrder(
                event.event().cycleId(),
                event.event().account(),
                event.event().site(),
                attributes.get(FOLDER),
                event.attribute(FILE),
                content);
    }
}
