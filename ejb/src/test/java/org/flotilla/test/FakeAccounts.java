package org.flotilla.test;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.flotilla.account.Account;
import org.flotilla.account.AccountRequest;
import org.flotilla.account.Accounts;

/** Accounts in memory, with their passwords in clear. */
public final class FakeAccounts implements Accounts {
    private final Map<String, AccountRequest> requests = new ConcurrentHashMap<>();
    private final Map<String, Long> versions = new ConcurrentHashMap<>();

    /** What the next sign-ins fail with, if anything. */
    public final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    public FakeAccounts with(String name, String password, String... keys) {
        create(new AccountRequest(name, password, List.of(keys), true), "test");
        return this;
    }

    public void disable(String name) {
        AccountRequest before = requests.get(name);
        create(new AccountRequest(name, before.password(), before.publicKeys(), false), "test");
    }

    /** What each sign-in does first. */
    public final AtomicReference<Runnable> beforeSignIn = new AtomicReference<>(() -> {});

    @Override
    public Account create(AccountRequest request, String actor) {
        versions.merge(request.name(), 1L, Long::sum);
        requests.put(request.name(), request);
        return view(request);
    }

    @Override
    public Account update(String name, AccountRequest request, long version, String actor) {
        return create(request, actor);
    }

    @Override
    public void delete(String name, long version, String actor) {
        requests.remove(name);
    }

    @Override
    public Optional<Account> find(String name) {
        return Optional.ofNullable(requests.get(name)).map(this::view);
    }

    @Override
    public List<Account> list() {
        return requests.values().stream().map(this::view).toList();
    }

    @Override
    public Optional<Account> signIn(String name, String password, InetAddress from) {
        beforeSignIn.get().run();
        if (failure.get() != null) {
            throw failure.get();
        }
        return Optional.ofNullable(requests.get(name))
                .filter(request -> password.equals(request.password()))
                .filter(AccountRequest::enabled)
                .map(this::view);
    }

    private Account view(AccountRequest request) {
        return new Account(
                request.name(),
                request.publicKeys(),
                request.password() != null,
                request.enabled(),
                Instant.EPOCH,
                versions.get(request.name()));
    }
}
