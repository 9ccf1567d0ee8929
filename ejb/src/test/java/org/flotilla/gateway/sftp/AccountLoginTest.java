package org.flotilla.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.sshd.server.auth.AsyncAuthException;
import org.apache.sshd.server.session.ServerSession;
import org.flotilla.core.NodeClock;
import org.flotilla.test.FakeAccounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A1 a log-in by password")
class AccountLoginTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final FakeAccounts accounts = new FakeAccounts().with("acme", "correct horse battery");
    private final List<String> disconnected = new CopyOnWriteArrayList<>();
    private final List<Boolean> answers = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void whenTooManyAreUnderWay_isPutOffAndNotCalledWrong() {
        attempt(task -> {
            throw new RejectedExecutionException("full");
        });

        assertThat(disconnected).singleElement().asString().contains("Too many log-ins at once. Try again");
        assertThat(answers).isEmpty();
    }

    @Test
    void refused_isAnsweredAlsoWhenTheChecksAreBusyByThen() {
        boolean[] busy = new boolean[1];
        attempt(task -> {
            if (busy[0]) {
                throw new RejectedExecutionException("full");
            }
            busy[0] = true;
            task.run();
        });

        await().untilAsserted(() -> assertThat(answers).containsExactly(false));
    }

    @Test
    void whileAnotherOfItsSessionIsBeingChecked_isNotCheckedButEndsTheSession() {
        ServerSession session = session();
        List<Runnable> checks = new ArrayList<>();
        attempt(checks::add, session);
        attempt(checks::add, session());
        assertThat(disconnected).isEmpty();

        attempt(checks::add, session);

        assertThat(checks).hasSize(2);
        assertThat(disconnected).singleElement().asString().contains("Wait for the answer");
    }

    @Test
    void afterTheAnswerToAnother_isChecked() {
        ServerSession session = session();
        attempt(Runnable::run, session);
        await().untilAsserted(() -> assertThat(answers).hasSize(1));

        attempt(Runnable::run, session);

        await().untilAsserted(() -> assertThat(answers).containsExactly(false, false));
        assertThat(disconnected).isEmpty();
    }

    private void attempt(Executor checks) {
        attempt(checks, session());
    }

    private void attempt(Executor checks, ServerSession session) {
        AccountLogin login = new AccountLogin(accounts, new SignedIn(accounts), checks, timer, new NodeClock());
        try {
            answers.add(login.authenticate("acme", "wrong", session));
        } catch (AsyncAuthException later) {
            later.addListener(answers::add);
        }
    }

    private ServerSession session() {
        LoginTries tries = new LoginTries();
        return (ServerSession) Proxy.newProxyInstance(
                ServerSession.class.getClassLoader(),
                new Class<?>[] {ServerSession.class},
                (proxy, method, given) -> switch (method.getName()) {
                    case "disconnect" -> {
                        disconnected.add(String.valueOf(given[1]));
                        yield null;
                    }
                    case "getRemoteAddress" -> new InetSocketAddress("127.0.0.1", 1);
                    case "isClosing" -> false;
                    case "computeAttributeIfAbsent" -> tries;
                    default -> null;
                });
    }
}
