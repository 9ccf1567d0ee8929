package org.flotilla.administrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final SignInCheck check = new SignInCheck(
            new SignInAttempts(clock),
            new RecentSignIns(clock),
            hash,
            (actor, action, subject, detail) -> audited.add(action + " " + subject));
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
        void strangeName_isAuditedPrintably() {
            check.check("a\nb".repeat(100), RIGHT, Optional.empty());
            assertThat(audited.get(0)).matches("[\\x20-\\x7E]{1,100}");
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
