package org.flotilla.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.flotilla.account.sql.JdbcRefusalStore;
import org.flotilla.core.NodeClock;
import org.flotilla.secret.PasswordHash;
import org.flotilla.test.RecordedEvents;
import org.flotilla.test.SetParameters;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A1 an account's sign-in")
class StoredAccountsTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String RIGHT = "correct horse battery";
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final CountingHash hash = new CountingHash();
    private final List<Object> looked = new ArrayList<>();
    private final AccountEntity account = new AccountEntity("acme", Instant.EPOCH);
    private final StoredAccounts accounts = new StoredAccounts(
            hash,
            (actor, action, subject, detail) -> {},
            () -> {},
            new NodeClock(),
            new RecordedEvents<>(),
            new LockOut(
                    new JdbcRefusalStore(DATABASE.database()),
                    new SetParameters().set(AccountParameters.REFUSALS, "3")));

    @BeforeEach
    void prepare() {
        account.setEnabled(true);
        account.setPasswordHash("hash of " + RIGHT);
        accounts.entities = (EntityManager) Proxy.newProxyInstance(
                EntityManager.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, given) -> {
                    looked.add(given[1]);
                    return account;
                });
    }

    @Test
    void right_isAccepted() {
        assertThat(accounts.signIn("acme", RIGHT, HERE))
                .hasValueSatisfying(found -> assertThat(found.name()).isEqualTo("acme"));
    }

    @Test
    void wrongTooOften_locksOutTheRightOneWithoutLookingAtIt() {
        for (int i = 0; i < 3; i++) {
            assertThat(accounts.signIn("acme", "wrong", HERE)).isEmpty();
        }

        assertThat(accounts.signIn("acme", RIGHT, HERE)).isEmpty();
        assertThat(hash.computed).isEqualTo(3);
    }

    @Test
    void disabled_isRefused() {
        account.setEnabled(false);

        assertThat(accounts.signIn("acme", RIGHT, HERE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ACME", "acme ", "acme\u0000", "acme\nroot", "../acme"})
    void strangeName_isRefusedAfterTheSameWorkAndNeverReachesTheDatabase(String name) {
        assertThat(accounts.signIn(name, RIGHT, HERE)).isEmpty();
        assertThat(accounts.find(name)).isEmpty();

        assertThat(hash.computed).isEqualTo(1);
        assertThat(looked).isEmpty();
    }

    @Test
    void nameThatTheDatabaseTakesForAnother_isNotThatAccount() {
        assertThat(accounts.find("acne")).isEmpty();
        assertThat(accounts.signIn("acne", RIGHT, HERE)).isEmpty();
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
