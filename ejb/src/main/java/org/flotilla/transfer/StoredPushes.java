package org.flotilla.transfer;

import static org.flotilla.core.FlotillaException.checking;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;
import org.flotilla.account.Accounts;
import org.flotilla.core.CycleId;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.EventQueue;
import org.flotilla.queue.EventRequest;
import org.flotilla.queue.Submitted;
import org.flotilla.queue.TaskType;
import org.flotilla.site.RemoteFolder;
import org.flotilla.site.Site;
import org.flotilla.site.Sites;
import org.flotilla.storage.Contents;
import org.flotilla.storage.Home;
import org.flotilla.storage.HomePath;
import org.flotilla.storage.Homes;
import org.flotilla.storage.SealedContent;

/**
 * Submits pushes of files in homes (M1). The file's content is kept by a second link to it, which a transaction that is
 * rolled back leaves behind for the purge.
 */
@Stateless
public class StoredPushes implements Pushes {
    private final Accounts accounts;
    private final Sites sites;
    private final Homes homes;
    private final Contents contents;
    private final EventQueue queue;
    private final TransferStore store;

    /** For the container's proxy. */
    public StoredPushes() {
        this(null, null, null, null, null, null);
    }

    @Inject
    public StoredPushes(
            Accounts accounts, Sites sites, Homes homes, Contents contents, EventQueue queue, TransferStore store) {
        this.accounts = accounts;
        this.sites = sites;
        this.homes = homes;
        this.contents = contents;
        this.queue = queue;
        this.store = store;
    }

    @Override
    public Submitted submit(PushRequest request, KeySpace keys) {
        String key = keys.key(request.idempotencyKey());
        check(request);
        return earlier(key).orElseGet(() -> submitNow(request, key));
    }

    /** What is wrong with the request itself is told before what it names is looked for. */
    private static void check(PushRequest request) {
        if (request.account() == null || request.path() == null || request.site() == null) {
            throw FlotillaException.invalid(
                    "A push needs an account, a path and a site.",
                    "Name all three; the remote folder may be left out.");
        }
        checking("path", () -> HomePath.normal(request.path()));
        checkedFolder(request);
        EventRequest event = EventRequest.of(TaskType.PUSH, PushOrder.ACTION, CycleId.next())
                .withAccount(request.account())
                .withSite(request.site());
        asWished(event, request, request.idempotencyKey()).check();
    }

    private static String checkedFolder(PushRequest request) {
        return request.remoteFolder() == null
                ? null
                : checking("remoteFolder", () -> RemoteFolder.checked(request.remoteFolder()));
    }

    private static EventRequest asWished(EventRequest event, PushRequest request, String idempotencyKey) {
        return event.withIdempotencyKey(idempotencyKey)
                .withOrderingKey(request.orderingKey())
                .withPriority(Objects.requireNonNullElse(request.priority(), EventRequest.NORMAL_PRIORITY))
                .withDueAt(request.dueAt());
    }

    /** Asked first: since an earlier submission file and site may have gone, and it counts nevertheless. */
    private Optional<Submitted> earlier(String idempotencyKey) {
        return Optional.ofNullable(idempotencyKey)
                .flatMap(queue::findSubmitted)
                .map(event -> new Submitted(event, false));
    }

    private Submitted submitNow(PushRequest request, String idempotencyKey) {
        Site site = checkedSite(request);
        Home home = homes.of(request.account());
        HomePath path = checking("path", () -> home.resolve(request.path()));
        SealedContent content = contents.keep(path);
        PushOrder order = new PushOrder(
                CycleId.next(), request.account(), site.name(), checkedFolder(request), path.fileName(), content);
        Submitted submitted = queue.submit(asWished(order.toEvent(), request, idempotencyKey));
        if (submitted.isNew()) {
            String folder = order.remoteFolder() == null ? site.remoteFolder() : order.remoteFolder();
            store.insertPush(new NewPush(submitted.id(), order, site.protocol().name(), site.peer(), folder));
        } else {
            contents.delete(content.id());
        }
        return submitted;
    }

    private Site checkedSite(PushRequest request) {
        if (accounts.find(request.account()).isEmpty()) {
            throw FlotillaException.notFound("account", request.account());
        }
        return sites.find(request.site()).orElseThrow(() -> FlotillaException.notFound("site", request.site()));
    }
}
