package org.flotilla.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.flotilla.core.CycleId;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeClock;
import org.flotilla.queue.Claim;
import org.flotilla.queue.OwnedEvent;
import org.flotilla.queue.SiteGate;
import org.flotilla.queue.TestOwnershipWatch;
import org.flotilla.site.Site;
import org.flotilla.site.SiteConnections;
import org.flotilla.site.sftp.TestConnections;
import org.flotilla.site.sftp.TestPartner;
import org.flotilla.storage.Contents;
import org.flotilla.storage.StagedContent;
import org.flotilla.test.TestDatabase;
import org.flotilla.test.TestLease;
import org.flotilla.test.TestStorage;
import org.flotilla.transfer.sql.JdbcTransferStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An event that pushes a file to a partner, who is real, and the owners that it has one after the other. */
abstract class PushFixture {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    static final String SITE = "acme";
    static final String TEXT = "to be delivered";
    static final String FINAL = "/in/a.txt";
    static final long EVENT = 7;

    final JdbcTransferStore store = new JdbcTransferStore(DATABASE.database());
    final TestConnections connections = new TestConnections();
    final AtomicInteger renames = new AtomicInteger();
    final Set<Claim> lost = ConcurrentHashMap.newKeySet();
    final TestLease lease = TestLease.heldByAny();
    final TestOwnershipWatch watch = new TestOwnershipWatch(this::ensureOwned, lease);
    TestPartner partner;
    Contents contents;
    PushOrder order;
    PushFile pushFile;

    @BeforeEach
    void open(@TempDir Path root) throws IOException {
        partner = new TestPartner(root.resolve("partner"));
        connections.put(partner.site(SITE));
        contents = new Contents(TestStorage.at(root), new NodeClock());
        order = order(TEXT.getBytes(UTF_8));
        pushFile = pushFile(PushFixture::through, connections.connections());
    }

    @AfterEach
    void close() throws IOException {
        connections.close();
        partner.close();
    }

    PushFile pushFile(SiteGate gate, SiteConnections opened) {
        return new PushFile(
                connections, gate, opened, new UploadContent(contents), new PushTransactions(store), watch, lease);
    }

    static <T> T through(OwnedEvent event, Site site, Supplier<T> work) {
        return work.get();
    }

    PushOrder order(byte[] content) throws IOException {
        StagedContent staged = contents.stage();
        staged.write(ByteBuffer.wrap(content), 0);
        return new PushOrder(CycleId.next(), "me", SITE, null, "a.txt", staged.seal());
    }

    void ensureOwned(Claim claim) {
        if (lost.contains(claim)) {
            throw new FlotillaException(ErrorCode.NOT_OWNER, "Another's.", "Nothing.");
        }
    }

    FlotillaException failed(OwnedPush event) {
        return catchThrowableOfType(FlotillaException.class, () -> pushFile.handle(event));
    }

    /** The owner of that incarnation, on the node of that number. */
    OwnedPush owner(long incarnation) {
        return new OwnedPush(EVENT, "node-" + incarnation, incarnation, order);
    }

    static String temp(long incarnation) {
        return FINAL + "." + EVENT + "." + incarnation + ".1.part";
    }

    /** As that owner left it: recorded, and with so much at the partner; null: nothing. */
    void publishing(long incarnation, Site site, String left) throws IOException {
        OwnedPush owner = owner(incarnation);
        Outgoing outgoing = store.insertPush(new NewPush(owner.id(), order, "SFTP", site.peer(), "/in"));
        store.sending(
                outgoing.id(),
                owner.node(),
                owner.incarnation(),
                new Destination(site.peer(), site.peerKey(), temp(incarnation)));
        store.publishing(outgoing.id(), FINAL, order.content().sha256());
        if (left != null) {
            Files.writeString(partner.file(temp(incarnation)), left);
        }
    }

    Transfer transfer() {
        long id = store.findOutgoing(new EventId(EVENT)).orElseThrow().id();
        return store.find(id).orElseThrow();
    }
}
