package org.flotilla.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.atomic.AtomicInteger;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.queue.EventRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("T8 a push that the partner does not rename")
class RefusedPushTest extends PushFixture {
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
                PushFixture::through,
                site -> new CutOffAfterRefusal(connections.connections().open(site)));

        FlotillaException failure = catchThrowableOfType(FlotillaException.class, () -> cutOff.handle(owner(2)));

        assertThat(failure.code()).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(transfer().state()).isEqualTo(Transfer.State.PUBLISHING);
    }

    @Nested
    @DisplayName("T8 Q5 while an earlier owner, frozen right before its rename, may still ask for it")
    class EarlierRename {
        private final AtomicInteger earlier = new AtomicInteger();

        @BeforeEach
        void publishingAndRefusedOnce() throws IOException {
            publishing(1, partner.site(SITE), TEXT);
            partner.beforeRename((from, to) -> {
                if (renames.getAndIncrement() == 0) {
                    throw new AccessDeniedException(to.toString());
                }
            });
        }

        /** What it asks for; it reads no answer. */
        private void renameOfTheEarlier() {
            try {
                Files.move(partner.file(temp(1)), partner.file(FINAL));
                earlier.incrementAndGet();
            } catch (NoSuchFileException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Test
        @DisplayName("T8 what was refused is out of its reach before it is sent again: one delivery")
        void afterTheRecord_findsNothing() {
            partner.beforeRemove(this::renameOfTheEarlier);

            assertThat(failed(owner(2)).code()).isEqualTo(ErrorCode.PARTNER_REFUSED);
            assertThat(earlier).hasValue(0);
            assertThat(partner.file("/in")).isEmptyDirectory();
            pushFile.handle(owner(3));

            assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
            assertThat(partner.file(FINAL)).hasContent(TEXT);
        }

        @Test
        @DisplayName("T8 if it comes before, the file is delivered and not sent again")
        void beforeItIsMovedAway_hasDelivered() {
            partner.beforeRename((from, to) -> {
                if (renames.getAndIncrement() == 0) {
                    throw new AccessDeniedException(to.toString());
                }
                renameOfTheEarlier();
            });

            pushFile.handle(owner(2));

            assertThat(earlier).hasValue(1);
            assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
            assertThat(transfer().error()).isEqualTo("Published by an earlier owner.");
        }

        @Test
        @DisplayName(
                "T8 an owner that died before it recorded the refusal: the next sees what was moved away, and sends anew")
        void movedAwayAndNotRecorded_isSentAnew() throws IOException {
            Files.move(partner.file(temp(1)), partner.file(PushPaths.withdrawn(temp(1))));
            renames.set(1);

            pushFile.handle(owner(2));

            assertThat(partner.file(FINAL)).hasContent(TEXT);
            assertThat(partner.file(PushPaths.withdrawn(temp(1)))).doesNotExist();
            assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
        }

        @Test
        @DisplayName(
                "T8 an earlier owner moves it away meanwhile: its successor, which has looked before, does not believe it delivered")
        void movedAwayBeforeTheNextOnesRename_isSentAnew() throws IOException {
            partner.beforeRename((from, to) -> {
                if (renames.getAndIncrement() == 0) {
                    Files.move(from, partner.file(PushPaths.withdrawn(temp(1))));
                }
            });

            FlotillaException failure = failed(owner(2));
            assertThat(failure.isTransient()).as("it is tried again").isTrue();
            assertThat(failure).hasMessageContaining("an earlier try has moved it out of the way");
            assertThat(transfer().state()).isEqualTo(Transfer.State.FAILED);
            pushFile.handle(owner(3));

            assertThat(partner.file(FINAL)).hasContent(TEXT);
            assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
        }

        @Test
        @DisplayName("T8 a partner that moves it away and says that it does not")
        void movedAwayWhateverThePartnerAnswers_isSentAnew() {
            partner.beforeRename((from, to) -> {
                switch (renames.getAndIncrement()) {
                    case 0 -> throw new AccessDeniedException(to.toString());
                    case 1 -> {
                        Files.move(from, to);
                        throw new IOException("Failure");
                    }
                    default -> {}
                }
            });

            failed(owner(2));
            assertThat(transfer().state()).isEqualTo(Transfer.State.FAILED);
            pushFile.handle(owner(3));

            assertThat(partner.file(FINAL)).hasContent(TEXT);
        }

        @Test
        @DisplayName("Q5 an owner that has lost the event moves nothing away")
        void lostMeanwhile_movesNothing() {
            assertThat(failed(owner(2).lostAfter(2)).code()).isEqualTo(ErrorCode.NOT_OWNER);

            assertThat(partner.file(temp(1))).hasContent(TEXT);
            assertThat(transfer().state()).isEqualTo(Transfer.State.PUBLISHING);
        }

        @Test
        @DisplayName("Q6 a partner that renames nothing for now is asked again: nothing is sent twice")
        void neitherMovedForNow_isRenamedNextTime() throws IOException {
            partner.beforeRename((from, to) -> {
                throw new IOException("Failure");
            });

            assertThat(failed(owner(2)).code()).isEqualTo(ErrorCode.PARTNER_BUSY);
            assertThat(transfer().state()).isEqualTo(Transfer.State.PUBLISHING);
            partner.beforeRename((from, to) -> {});
            pushFile.handle(owner(3));

            assertThat(partner.file(FINAL)).hasContent(TEXT);
            assertThat(partner.written()).isZero();
            assertThat(transfer().state()).isEqualTo(Transfer.State.DONE);
        }

        @Test
        @DisplayName("Q6 Q8 after the last attempt the record says that it is not delivered, and nothing is left there")
        void neitherMovedAtLast_isCleared() {
            partner.beforeRename((from, to) -> {
                throw new IOException("Failure");
            });

            failed(owner(2).attempt(EventRequest.USUAL_ATTEMPTS));

            assertThat(partner.file("/in")).isEmptyDirectory();
            assertThat(transfer().state()).isEqualTo(Transfer.State.FAILED);
        }

        @Test
        @DisplayName("Q6 a partner that renames nothing, and refuses for good, keeps no half file")
        void neitherMovedForGood_isCleared() {
            partner.beforeRename((from, to) -> {
                throw new AccessDeniedException(to.toString());
            });

            assertThat(failed(owner(2)).code()).isEqualTo(ErrorCode.PARTNER_REFUSED);

            assertThat(partner.file("/in")).isEmptyDirectory();
            assertThat(transfer().state()).isEqualTo(Transfer.State.FAILED);
        }
    }
}
