package org.flotilla.test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.flotilla.account.Account;
import org.flotilla.account.AccountRequest;
import org.flotilla.account.Accounts;

/** Accounts in memory, with their passwords in clear. */
public final class FakeAccounts implements Accounts {
    private final Map<String, AccountRequest> requests = new ConcurrentHashMap<>();

    public FakeAccounts with(String name, String password, String... keys) {
        requests.put(name, new AccountRequest(name, password, List.of(keys), true));
        return this;
    }

    @Override
    public Account create(AccountRequest request, String actor) {
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
        return Optional.ofNullable(requests.get(name)).map(FakeAccounts::view);
    }

    @Override
    public List<Account> list() {
        return requests.values().stream().map(FakeAccounts::view).toList();
    }

    @Override
    public Optional<Account> signIn(String name, String password) {
        return Optional.ofNullable(requests.get(name))
                .filter(request -> password.equals(request.password()))
                .map(FakeAccounts::view);
    }

    private static Account view(AccountRequest request) {
        return new Account(
                request.name(), request.publicKeys(), request.password() != null, request.enabled(), Instant.EPOCH, 0);
    }
}
