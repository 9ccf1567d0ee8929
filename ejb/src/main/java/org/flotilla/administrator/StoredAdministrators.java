package org.flotilla.administrator;

import static org.flotilla.core.FlotillaException.checking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.flotilla.audit.Audit;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.NodeClock;
import org.flotilla.secret.PasswordHash;

/** The administrators in the database. */
@ApplicationScoped
@Transactional
class StoredAdministrators implements Administrators {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");

    @PersistenceContext(unitName = "flotilla")
    private EntityManager entities;

    @Inject
    private PasswordHash passwordHash;

    @Inject
    private SignInCheck signInCheck;

    @Inject
    private Audit audit;

    @Inject
    private NodeClock clock;

    /** Without a transaction, so that no connection is kept while the hash is computed; the audit has its own. */
    @Override
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public SignIn signIn(String name, String password) {
        String key = name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
        String given = password == null ? "" : password;
        return isName(key) ? signInCheck.check(key, given, entity(key)) : signInCheck.refuseNobody(given);
    }

    @Override
    public Administrator changePassword(String name, String present, String wanted) {
        AdministratorEntity entity = existing(name);
        if (!passwordHash.matches(present == null ? "" : present, entity.passwordHash())) {
            throw new FlotillaException(
                            ErrorCode.BAD_CREDENTIALS, "The present password is not right.", "Type it again.")
                    .told("presentPassword")
                    .of("present");
        }
        checking("wanted", () -> {
            PasswordRules.check(name, wanted);
            PasswordRules.checkChange(present, wanted);
        });
        entity.choosePassword(passwordHash.hash(wanted));
        entities.flush();
        audit.record(name, "administrator.password", name, null);
        return entity.toAdministrator();
    }

    @Override
    public Administrator create(AdministratorRequest request, String actor) {
        checkRequest(request);
        if (entity(request.name()).isPresent()) {
            throw new FlotillaException(
                    ErrorCode.CONFLICT,
                    "There is an administrator '" + request.name() + "' already.",
                    "Choose another name.");
        }
        AdministratorEntity entity = new AdministratorEntity(
                request.name(), passwordHash.hash(request.password()), request.roles(), clock.now());
        entities.persist(entity);
        entities.flush();
        audit.record(actor, "administrator.create", request.name(), "roles " + request.roles());
        return entity.toAdministrator();
    }

    @Override
    public void createFirst(List<AdministratorRequest> requests, String actor) {
        requests.forEach(request -> create(request, actor));
    }

    @Override
    public void delete(String name, long version, String actor) {
        List<AdministratorEntity> all = entities.createQuery(
                        "select a from AdministratorEntity a", AdministratorEntity.class)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        AdministratorEntity entity = existing(name);
        if (entity.version() != version) {
            throw new FlotillaException(
                    ErrorCode.STALE,
                    "Administrator '" + name + "' was changed meanwhile.",
                    "Read it again, then decide.");
        }
        long admins = all.stream().filter(other -> other.has(Role.ADMIN)).count();
        if (entity.has(Role.ADMIN) && admins == 1) {
            throw new FlotillaException(
                    ErrorCode.CONFLICT,
                    "'" + name + "' is the last administrator with the role admin.",
                    "Give that role to another one first.");
        }
        entities.remove(entity);
        audit.record(actor, "administrator.delete", name, null);
    }

    @Override
    public Optional<Administrator> find(String name) {
        return entity(name).map(AdministratorEntity::toAdministrator);
    }

    @Override
    public List<Administrator> list() {
        return entities.createQuery("select a from AdministratorEntity a order by a.name", AdministratorEntity.class)
                .getResultStream()
                .map(AdministratorEntity::toAdministrator)
                .toList();
    }

    private Optional<AdministratorEntity> entity(String name) {
        return isName(name) ? Optional.ofNullable(entities.find(AdministratorEntity.class, name)) : Optional.empty();
    }

    /** What is none is not even asked of the database, which does not take every character. */
    private static boolean isName(String name) {
        return name != null && NAME.matcher(name).matches();
    }

    private AdministratorEntity existing(String name) {
        return entity(name).orElseThrow(() -> FlotillaException.notFound("administrator", name));
    }

    private static void checkRequest(AdministratorRequest request) {
        if (!isName(request.name())) {
            throw FlotillaException.invalid(
                    "'" + request.name() + "' cannot be an administrator's name.",
                    "Use 1 to 60 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit.");
        }
        Set<Role> roles = request.roles();
        if (roles == null || roles.isEmpty()) {
            throw FlotillaException.invalid("An administrator needs a role.", "Give admin, operator or auditor.");
        }
        PasswordRules.check(request.name(), request.password());
    }
}
