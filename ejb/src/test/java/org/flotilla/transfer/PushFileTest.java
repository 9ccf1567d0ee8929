package org.flotilla.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.util.function.Supplier;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.EventId;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.OwnedEvent;
import org.flotilla.site.Site;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("T8 pushing a file")
class PushFileTest extends PushFixture {
    private static final String OTHER_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH46JsixrsneDgwx+r3X/mkjDF49PHQmqoErNPF3nNva";

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
        PushFile late = pushFile(PushFixture::through, site -> {
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
}
