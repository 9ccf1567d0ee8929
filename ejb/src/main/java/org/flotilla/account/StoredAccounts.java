package org.flotilla.account;

import static org.flotilla.core.FlotillaException.checking;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.net.InetAddress;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.flotilla.audit.Audit;
import org.flotilla.config.ConfigurationVersion;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Names;
import org.flotilla.core.NodeClock;
import org.flotilla.core.Versions;
import org.flotilla.core.sql.ConstraintViolation;
import org.flotilla.secret.PasswordHash;

/** The accounts in the database, behind the second-level cache. Each write is one transaction with its audit row. */
@Stateless
public class StoredAccounts implements Accounts {
    private static final String KIND = "account";

    @PersistenceContext(unitName = "flotilla")
    EntityManager entities;

    private final PasswordHash passwords;
    private final Audit audit;
    private final ConfigurationVersion configuration;
    private final NodeClock clock;
    private final Event<AccountDeleting> deleting;
    private final LockOut lockOut;

    /** For the container's proxy. */
    public StoredAccounts() {
        this(null, null, null, null, null, null);
    }

    @Inject
    public StoredAccounts(
            PasswordHash passwords,
            Audit audit,
            ConfigurationVersion configuration,
            NodeClock clock,
            Event<AccountDeleting> deleting,
            LockOut lockOut) {
        this.passwords = passwords;
        this.audit = audit;
        this.configuration = configuration;
        this.clock = clock;
        this.deleting = deleting;
        this.lockOut = lockOut;
    }

    @Override
    public Account create(AccountRequest request, String actor) {
        String name = Names.checked(KIND, request.name());
        if (entities.find(AccountEntity.class, name) != null) {
            throw Names.taken(KIND, name);
        }
        AccountEntity account = new AccountEntity(name, clock.now().truncatedTo(ChronoUnit.MICROS));
        account.setEnabled(true);
        apply(request, account, name);
        entities.persist(account);
        written(name, actor, "account.create", account.view().toString());
        return account.view();
    }

    @Override
    public Account update(String name, AccountRequest request, long version, String actor) {
        AccountEntity account = present(name, version);
        Names.ensureSame(KIND, name, request.name());
        Account before = account.view();
        apply(request, account, name);
        String password = request.password() == null ? "" : ", password changed";
        written(name, actor, "account.update", "before " + before + ", after " + account.view() + password);
        return account.view();
    }

    @Override
    public void delete(String name, long version, String actor) {
        AccountEntity account = present(name, version);
        deleting.fire(new AccountDeleting(name));
        entities.remove(account);
        written(name, actor, "account.delete", account.view().toString());
    }

    @Override
    public Optional<Account> find(String name) {
        return Optional.ofNullable(named(name)).map(AccountEntity::view);
    }

    @Override
    public List<Account> list() {
        return entities.createQuery("select a from AccountEntity a order by a.name", AccountEntity.class)
                .getResultStream()
                .map(AccountEntity::view)
                .toList();
    }

    /** Without a transaction of its own, which would be held over the tens of milliseconds that the hash takes. */
    @Override
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Optional<Account> signIn(String name, String password, InetAddress from) {
        AccountEntity account = named(name);
        String known = account == null ? null : name;
        if (lockOut.isLocked(known, from)) {
            return Optional.empty();
        }
        boolean right = passwords.matches(password, account == null ? null : account.passwordHash());
        if (right && account.isEnabled()) {
            lockOut.accepted(name, from);
            return Optional.of(account.view());
        }
        lockOut.refused(known, from);
        return Optional.empty();
    }

    /** Exactly this name: a database that takes upper and lower case for the same must not give an account two names. */
    private AccountEntity named(String name) {
        AccountEntity found = Names.hasForm(name) ? entities.find(AccountEntity.class, name) : null;
        return found == null || !found.name().equals(name) ? null : found;
    }

    private void apply(AccountRequest request, AccountEntity account, String name) {
        if (request.password() != null) {
            checking("password", () -> AccountRules.checkPassword(name, request.password()));
            account.setPasswordHash(passwords.hash(request.password()));
        }
        if (request.publicKeys() != null) {
            account.setPublicKeys(checking("publicKeys", () -> AccountRules.checkedKeys(request.publicKeys())));
        }
        if (request.enabled() != null) {
            account.setEnabled(request.enabled());
        }
    }

    private AccountEntity present(String name, long version) {
        AccountEntity account = named(name);
        if (account == null) {
            throw FlotillaException.notFound(KIND, name);
        }
        Versions.ensureSame(KIND, name, account.version(), version);
        return account;
    }

    private void written(String name, String actor, String action, String detail) {
        try {
            entities.flush();
        } catch (OptimisticLockException e) {
            throw Versions.stale(KIND, name, e);
        } catch (PersistenceException e) {
            throw ConstraintViolation.caused(e) ? taken(name, e) : e;
        }
        audit.record(actor, action, name, detail);
        configuration.raise();
    }

    private static FlotillaException taken(String name, Throwable cause) {
        return new FlotillaException(
                        ErrorCode.CONFLICT,
                        "The name '" + name + "' of an account is taken, or something refers to it.",
                        "Choose another name; before a deletion, delete the routes of the account.",
                        cause)
                .told("nameTakenOrUsed", name);
    }
}
