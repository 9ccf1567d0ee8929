package org.flotilla.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("T8 pushing a file")
class PushFileTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String SITE = "acme";
    private static final String TEXT = "to be delivered";
    private static final String FINAL = "/in/a.txt";
    private static final long EVENT = 7;
    private static final String OTHER_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH46JsixrsneDgwx+r3X/mkjDF49PHQmqoErNPF3nNva";

    private final JdbcTransferStore store = new JdbcTransferStore(DATABASE.database());
    private final TestConnections connections = new TestConnections();
    private final AtomicInteger renames = new AtomicInteger();
    private final Set<Claim> lost = ConcurrentHashMap.newKeySet();
    private final TestLease lease = TestLease.heldByAny();
    private final TestOwnershipWatch watch = new TestOwnershipWatch(this::ensureOwned, lease);
    private TestPartner partner;
    private Contents contents;
    private PushOrder order;
    private PushFile pushFile;

    @BeforeEach
    void open(@TempDir Path root) throws IOException {
        partner = new TestPartner(root.resolve("partner"));
        connections.put(partner.site(SITE));
        contents = new Contents(TestStorage.at(root), new NodeClock());
        order = order(TEXT.getBytes(UTF_8));
        pushFile = pushFile(PushFileTest::through, connections.connections());
    }

    @AfterEach
    void close() throws IOException {
        connections.close();
        partner.close();
    }

    private PushFile pushFile(SiteGate gate, SiteConnections opened) {
        return new PushFile(
                connections, gate, opened, new UploadContent(contents), new PushTransactions(store), watch, lease);
    }

    private static <T> T through(OwnedEvent event, Site site, Supplier<T> work) {
        return work.get();
    }

    private static <T> T refused(OwnedEvent event, Site site, Supplier<T> work) {
        throw new FlotillaException(ErrorCode.NOT_OWNER, "Given back.", "Nothing.");
    }

    @Test
    @DisplayName("W4 an event that the site has no place for has done nothing, and recorded nothing")
    void refusedByTheGate_hasDoneNothing() {
        PushFile refused = pushFile(PushFileTest::refused, connections.connections());
        assertThatThrownBy(() -> refused.handle(new OwnedPush(EVENT, "node-1", 1, order)))
                .isInstanceOfSatisfying(
                        FlotillaException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_OWNER));
        assertThat(partner.sessions()).isZero();
        assertThat(store.findOutgoing(new EventId(EVENT))).isEmpty();
    }

    private PushOrder order(byte[] content) throws IOException {
        StagedContent staged = contents.stage();
        staged.write(ByteBuffer.wrap(content), 0);
        return new PushOrder(CycleId.next(), "me", SITE, null, "a.txt", staged.seal());
    }

    private void ensureOwned(Claim claim) {
        if (lost.contains(claim)) {
            throw new FlotillaException(ErrorCode.NOT_OWNER, "Another's.", "Nothing.");
        }
    }

    @Test
    void delivered_isRecorded() {
        pushFile.handle(owner(1));

        assertThat(partner.file(FINAL)).hasContent(TEXT);
        assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
        assertThat(transfer().peer()).isEqualTo(partner.site(SITE).peer());
    }

    @Nested
    @DisplayName("Q5 an earlier owner")
    class EarlierOwner {
        @Test
        void thatLostTheEventWhileSending_doesNotRename() {
            FlotillaException failure = failed(owner(1).lostAfter(3));

            assertThat(failure.code()).isEqualTo(ErrorCode.NOT_OWNER);
            assertThat(partner.file(FINAL)).doesNotExist();
            assertThat(partner.file(temp(1))).exists();
            assertThat(transfer().state()).isEqualTo(Transfer.State.PUBLISHING);
        }

        @Test
        void thatLostTheEventWhileConnecting_doesNotRename() throws IOException {
            publishing(1, partner.site(SITE), TEXT);

            assertThat(failed(owner(2).lostAfter(1)).code()).isEqualTo(ErrorCode.NOT_OWNER);
            assertThat(partner.file(FINAL)).doesNotExist();
        }

        @Test
        void whoseRenameComesFirst_hasDelivered() throws IOException {
            publishing(1, partner.site(SITE), TEXT);
            partner.beforeRename((from, to) -> Files.move(from, to));

            pushFile.handle(owner(2));

            assertThat(partner.file(FINAL)).hasContent(TEXT);
            assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
            assertThat(transfer().error()).isEqualTo("Published by an earlier owner.");
        }

        @Test
        void whoseRenameComesFirst_hasDeliveredWhateverThePartnerAnswers() throws IOException {
            publishing(1, partner.site(SITE), TEXT);
            partner.beforeRename((from, to) -> {
                Files.move(from, to);
                throw new IOException("Failure");
            });

            pushFile.handle(owner(2));

            assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
        }
    }

    @Nested
    @DisplayName("Q5 W4 an owner that sends a large file")
    class Sending {
        private static final int LARGE = 16 * 1024 * 1024;

        @BeforeEach
        void large() throws IOException {
            order = order(new byte[LARGE]);
        }

        @Test
        @DisplayName("C5 W4 whose lease ends stops and closes its connection; the next owner does the rest")
        void whoseLeaseEnds_stopsAtOnce() {
            partner.beforeWrite(lease::lose);

            assertThat(failed(owner(1)).code()).isEqualTo(ErrorCode.NOT_OWNER);
            await("its connection is closed").until(() -> partner.sessions() == 0);
            assertThat(partner.logins()).as("and it made no other").isEqualTo(1);
            assertThat(partner.written()).isLessThan(LARGE / 2);
            assertThat(partner.file(temp(1))).exists();
            assertThat(transfer().state()).isEqualTo(Transfer.State.SENDING);

            partner.beforeWrite(() -> {});
            lease.regain();
            pushFile.handle(owner(2));
            assertThat(partner.file(FINAL)).hasSize(LARGE);
            assertThat(partner.file(temp(1))).doesNotExist();
            assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
        }

        @Test
        @DisplayName("Q8 W4 whose event is cancelled stops, closes its connection and leaves no half file")
        void whoseEventIsCancelled_stops() {
            OwnedPush owner = owner(1).lostAfter(2);
            partner.beforeWrite(() -> {
                lost.add(owner.claim());
                watch.look();
            });

            assertThat(failed(owner).code()).isEqualTo(ErrorCode.NOT_OWNER);
            assertThat(partner.written()).isLessThan(LARGE / 2);
            assertThat(partner.logins()).as("one to send, one to clear").isEqualTo(2);
            await("that of the sending is closed").until(() -> partner.sessions() == 1);
            assertThat(partner.file(temp(1))).doesNotExist();
            assertThat(transfer().state()).isEqualTo(Transfer.State.SENDING);
        }
    }

    @Test
    @DisplayName("T8 what a late owner clears away is never what an earlier one, who has the event again, publishes")
    void lateOwner_doesNotDeleteWhatThePresentOnePublishes() {
        partner.beforeRename((from, to) -> {
            if (renames.getAndIncrement() == 0) {
                throw new AccessDeniedException(to.toString());
            }
        });
        failed(owner(1));
        OwnedPush again = owner(1).attempt(3).lostAfter(3);
        PushFile late = pushFile(PushFileTest::through, site -> {
            assertThat(failed(again).code()).isEqualTo(ErrorCode.NOT_OWNER);
            return connections.connections().open(site);
        });

        OwnedPush lost = owner(2).attempt(2).lostAfter(1);
        FlotillaException failure = catchThrowableOfType(FlotillaException.class, () -> late.handle(lost));
        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_OWNER);
        pushFile.handle(owner(3).attempt(4));

        assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
        assertThat(partner.file(FINAL)).hasContent(TEXT);
    }

    @Nested
    class Refused {
        @Test
        void withTheTemporaryFileThere_isSentAnewNextTime() {
            partner.beforeRename((from, to) -> {
                if (renames.getAndIncrement() == 0) {
                    throw new AccessDeniedException(to.toString());
                }
            });

            assertThat(failed(owner(1)).code()).isEqualTo(ErrorCode.PARTNER_REFUSED);
            assertThat(transfer().state()).isEqualTo(Transfer.State.FAILED);
            assertThat(partner.file(temp(1))).doesNotExist();
            pushFile.handle(owner(2));

            assertThat(partner.file(FINAL)).hasContent(TEXT);
        }

        @Test
        @DisplayName("T8 a file that the partner took away before it could be renamed is sent again")
        void withTheTemporaryFileTakenAway_isSentAgain() {
            partner.beforeRename((from, to) -> {
                if (renames.getAndIncrement() == 0) {
                    Files.delete(from);
                    throw new NoSuchFileException(from.toString());
                }
            });

            FlotillaException failure = failed(owner(1));

            assertThat(failure.isTransient()).isTrue();
            assertThat(failure).hasMessageContaining(temp(1));
            assertThat(transfer().state()).isEqualTo(Transfer.State.FAILED);
            pushFile.handle(owner(2));
            assertThat(partner.file(FINAL)).hasContent(TEXT);
            assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
        }

        @Test
        @DisplayName("T8 a file that the partner renamed is delivered, whatever it answered")
        void thoughRenamed_isDelivered() {
            partner.beforeRename((from, to) -> {
                Files.move(from, to);
                throw new IOException("Failure");
            });

            pushFile.handle(owner(1));

            assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
            assertThat(transfer().error()).contains("Renamed, though the partner answered");
        }

        @Test
        void withoutAnAnswerWhetherItIsThere_staysPublishing() throws IOException {
            publishing(1, partner.site(SITE), TEXT);
            PushFile cutOff = pushFile(
                    PushFileTest::through,
                    site -> new CutOffAfterRefusal(connections.connections().open(site)));

            FlotillaException failure = catchThrowableOfType(FlotillaException.class, () -> cutOff.handle(owner(2)));

            assertThat(failure.code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(transfer().state()).isEqualTo(Transfer.State.PUBLISHING);
        }
    }

    @Nested
    @DisplayName("T8 a transfer found PUBLISHING")
    class Publishing {
        @Test
        void atAPartnerThatMoved_isSentToTheNewOne() throws IOException {
            Site before = site("127.0.0.2", 22, partner.site(SITE).hostKey());
            publishing(1, before, null);

            pushFile.handle(owner(2));

            assertThat(partner.file(FINAL)).hasContent(TEXT);
            assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
            assertThat(transfer().peer()).isEqualTo(partner.site(SITE).peer());
        }

        @Test
        void atAPartnerThatMovedWithTheFile_isDelivered() throws IOException {
            Site before = site("127.0.0.2", 22, partner.site(SITE).hostKey());
            publishing(1, before, null);
            Files.writeString(partner.file(FINAL), TEXT);
            partner.beforeRename((from, to) -> renames.incrementAndGet());

            pushFile.handle(owner(2));

            assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
            assertThat(renames).hasValue(0);
        }

        @Test
        void atTheSamePartnerThatHasNeither_wasTaken() throws IOException {
            publishing(1, partner.site(SITE), null);

            pushFile.handle(owner(2));

            assertThat(partner.file(FINAL)).doesNotExist();
            assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
            assertThat(transfer().error()).contains("the partner has taken the file since");
        }

        @Test
        void atANewMachineAtTheSameAddressThatHasNeither_isSentToIt() throws IOException {
            publishing(1, machineBefore(), null);

            pushFile.handle(owner(2));

            assertThat(partner.file(FINAL)).hasContent(TEXT);
            assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
        }

        @Test
        void atANewMachineAtTheSameAddressThatHasTheFile_isDelivered() throws IOException {
            publishing(1, machineBefore(), null);
            Files.writeString(partner.file(FINAL), TEXT);
            partner.beforeRename((from, to) -> renames.incrementAndGet());

            pushFile.handle(owner(2));

            assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
            assertThat(renames).hasValue(0);
        }

        @Test
        void withATruncatedTemporaryFile_isSentAnew() throws IOException {
            publishing(1, partner.site(SITE), TEXT.substring(0, 5));

            pushFile.handle(owner(2));

            assertThat(partner.file(FINAL)).hasContent(TEXT);
            assertThat(partner.file(temp(1))).doesNotExist();
            assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
        }
    }

    @Test
    @DisplayName("T7 a failed transfer says on which node it failed, also the next time")
    void unreachable_saysOnWhichNode() throws IOException {
        partner.close();

        assertThat(failed(owner(1)).code()).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(transfer().state()).isEqualTo(Transfer.State.FAILED);
        assertThat(transfer().node()).isEqualTo("node-1");

        failed(owner(2));
        assertThat(transfer().node()).isEqualTo("node-2");
    }

    /** At the partner's address, and not the partner. */
    private Site machineBefore() {
        Site now = partner.site(SITE);
        return site(now.host(), now.port(), OTHER_KEY);
    }

    private Site site(String host, int port, String hostKey) {
        Site now = partner.site(SITE);
        return new Site(
                SITE,
                now.protocol(),
                host,
                port,
                now.userName(),
                true,
                false,
                hostKey,
                "/in",
                null,
                null,
                null,
                false,
                8,
                0);
    }

    private FlotillaException failed(OwnedPush event) {
        return catchThrowableOfType(FlotillaException.class, () -> pushFile.handle(event));
    }

    /** The owner of that incarnation, on the node of that number. */
    private OwnedPush owner(long incarnation) {
        return new OwnedPush(EVENT, "node-" + incarnation, incarnation, order);
    }

    private static String temp(long incarnation) {
        return FINAL + "." + EVENT + "." + incarnation + ".1.part";
    }

    /** As that owner left it: recorded, and with so much at the partner; null: nothing. */
    private void publishing(long incarnation, Site site, String left) throws IOException {
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

    private Transfer transfer() {
        long id = store.findOutgoing(new EventId(EVENT)).orElseThrow().id();
        return store.find(id).orElseThrow();
    }
}
