package org.flotilla.administrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flotilla.audit.Audit;
import org.flotilla.secret.PasswordHash;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A4, A5 a sign-in")
class SignInCheckTest {

    private static final String RIGHT = "correct horse battery";

    private final SignInAttemptsTest.HandClock clock = new SignInAttemptsTest.HandClock();
    private final CountingHash hash = new CountingHash();
    private final List<String> audited = new ArrayList<>();
    private final Audit audit = (actor, action, subject, detail) ->
            audited.add(action + " " + subject + (detail == null ? "" : " " + detail));
    private final SignInAttempts attempts = new SignInAttempts(clock);
    private final SignInCheck check =
            new SignInCheck(attempts, new RecentSignIns(clock), hash, new RefusalRecords(audit, clock), audit);
    private final AdministratorEntity admin =
            new AdministratorEntity("admin", "hash of " + RIGHT, Set.of(Role.ADMIN), Instant.EPOCH);

    @Nested
    class Right {

        @Test
        void isAcceptedAndAudited() {
            assertThat(signIn(RIGHT)).isInstanceOf(SignIn.Accepted.class);
            assertThat(audited).containsExactly("sign-in admin");
        }

        @Test
        void againSoon_isNeitherComputedNorAuditedAgain() {
            signIn(RIGHT);
            signIn(RIGHT);
            assertThat(hash.computed).isEqualTo(1);
            assertThat(audited).hasSize(1);
        }

        @Test
        void againLater_isComputedAgain() {
            signIn(RIGHT);
            clock.pass(RecentSignIns.REMEMBERED.plusSeconds(1));
            signIn(RIGHT);
            assertThat(hash.computed).isEqualTo(2);
        }

        @Test
        void afterThePasswordWasChanged_isRefused() {
            signIn(RIGHT);
            admin.choosePassword("hash of something else");
            assertThat(signIn(RIGHT)).isInstanceOf(SignIn.Refused.class);
        }
    }

    @Nested
    class Wrong {

        @Test
        void isRefusedAndAudited() {
            assertThat(signIn("wrong")).isInstanceOf(SignIn.Refused.class);
            assertThat(audited).containsExactly("sign-in.refused admin");
        }

        @Test
        void unknownName_isRefusedAfterTheSameWork() {
            assertThat(check.check("nobody", RIGHT, Optional.empty())).isInstanceOf(SignIn.Refused.class);
            assertThat(hash.computed).isEqualTo(1);
        }

        @Test
        void fiveTimes_locksEvenTheRightPasswordForAWhile() {
            for (int i = 0; i < SignInAttempts.FREE; i++) {
                signIn("wrong");
            }
            assertThat(signIn(RIGHT)).isInstanceOf(SignIn.Locked.class);
            clock.pass(Duration.ofSeconds(31));
            assertThat(signIn(RIGHT)).isInstanceOf(SignIn.Accepted.class);
        }

        @Test
        void whatIsNoName_isRefusedAfterTheSameWorkAndNotRemembered() {
            assertThat(check.refuseNobody(RIGHT)).isInstanceOf(SignIn.Refused.class);
            assertThat(hash.computed).isEqualTo(1);
            assertThat(attempts.size()).isZero();
            assertThat(audited).containsExactly("sign-in.refused (not a name)");
        }

        @Test
        @DisplayName("A5 a flood of refusals does not flood the audit log, which says how many it left out")
        void flood_isAuditedInPart() {
            refuse(RefusalRecords.AT_ONCE + 7);
            assertThat(audited).hasSize(RefusalRecords.AT_ONCE);

            clock.pass(RefusalRecords.THEN_ONE_EVERY);
            refuse(2);

            assertThat(audited)
                    .hasSize(RefusalRecords.AT_ONCE + 1)
                    .last()
                    .isEqualTo("sign-in.refused (not a name) 7 more refused sign-ins were not recorded");
        }

        private void refuse(int times) {
            for (int i = 0; i < times; i++) {
                check.refuseNobody(RIGHT);
            }
        }
    }

    private SignIn signIn(String password) {
        return check.check("admin", password, Optional.of(admin));
    }

    /** Tells how often it had to compute. */
    private static final class CountingHash extends PasswordHash {

        private int computed;

        @Override
        public boolean matches(String password, String hash) {
            computed++;
            return ("hash of " + password).equals(hash);
        }
    }
}
