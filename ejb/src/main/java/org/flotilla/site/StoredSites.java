package org.flotilla.site;

import static org.flotilla.core.FlotillaException.checking;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import org.flotilla.audit.Audit;
import org.flotilla.config.ConfigurationVersion;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.Names;
import org.flotilla.core.Versions;
import org.flotilla.core.sql.ConstraintViolation;
import org.flotilla.secret.Secrets;

/** The sites in the database, behind the second-level cache. Each write is one transaction with its audit row. */
@Stateless
@Local({Sites.class, SiteAccesses.class})
public class StoredSites implements Sites, SiteAccesses {
    private static final String KIND = "site";

    @PersistenceContext(unitName = "flotilla")
    EntityManager entities;

    private final Secrets secrets;
    private final PrivateKeys privateKeys;
    private final Audit audit;
    private final ConfigurationVersion configuration;
    private final Event<SiteDeleting> deleting;

    /** For the container's proxy. */
    public StoredSites() {
        this(null, null, null, null, null);
    }

    @Inject
    public StoredSites(
            Secrets secrets,
            PrivateKeys privateKeys,
            Audit audit,
            ConfigurationVersion configuration,
            Event<SiteDeleting> deleting) {
        this.secrets = secrets;
        this.privateKeys = privateKeys;
        this.audit = audit;
        this.configuration = configuration;
        this.deleting = deleting;
    }

    @Override
    public Site create(SiteRequest request, String actor) {
        String name = Names.checked(KIND, request.name());
        if (entities.find(SiteEntity.class, name) != null) {
            throw Names.taken(KIND, name);
        }
        SiteEntity site = new SiteEntity(name);
        apply(request, site);
        entities.persist(site);
        written(name, actor, "site.create", site.view().toString());
        return site.view();
    }

    @Override
    public Site update(String name, SiteRequest request, long version, String actor) {
        SiteEntity site = present(name);
        Versions.ensureSame(KIND, name, site.version(), version);
        Names.ensureSame(KIND, name, request.name());
        Site before = site.view();
        apply(request, site);
        String secret = request.password() == null && request.privateKey() == null ? "" : ", credentials changed";
        written(name, actor, "site.update", "before " + before + ", after " + site.view() + secret);
        return site.view();
    }

    @Override
    public void delete(String name, long version, String actor) {
        SiteEntity site = present(name);
        Versions.ensureSame(KIND, name, site.version(), version);
        deleting.fire(new SiteDeleting(name));
        entities.remove(site);
        written(name, actor, "site.delete", site.view().toString());
    }

    @Override
    public Optional<Site> find(String name) {
        return named(name).map(SiteEntity::view);
    }

    @Override
    public List<Site> list() {
        return entities.createQuery("select s from SiteEntity s order by s.name", SiteEntity.class)
                .getResultStream()
                .map(SiteEntity::view)
                .toList();
    }

    @Override
    public SiteAccess of(String name) {
        SiteEntity site = present(name);
        return new SiteAccess(site.view(), secrets.decrypt(site.password()), secrets.decrypt(site.privateKey()));
    }

    private void apply(SiteRequest request, SiteEntity site) {
        site.setAddress(
                request.protocol() == null ? Protocol.SFTP : request.protocol(),
                checking("host", () -> SiteRules.host(request.host())),
                checking("port", () -> SiteRules.port(request.port())),
                checking("userName", () -> SiteRules.userName(request.userName())));
        site.setHostKey(checking("hostKey", () -> SiteRules.hostKey(request.hostKey())));
        site.setRemoteFolder(checking("remoteFolder", () -> RemoteFolder.checked(request.remoteFolder())));
        applyRetries(request, site);
        site.setConnections(
                request.singleNode() != null && request.singleNode(),
                checking("maximumConnections", () -> SiteRules.maximumConnections(request.maximumConnections())));
        applySecrets(request, site);
    }

    private static void applyRetries(SiteRequest request, SiteEntity site) {
        site.setRetries(
                checking("retryFirst", () -> SiteRules.retryFirst(request.retryFirst(), request.retryLongest())),
                checking("retryLongest", () -> SiteRules.retryLongest(request.retryLongest())),
                checking("maximumAttempts", () -> SiteRules.maximumAttempts(request.maximumAttempts())));
    }

    /** Null leaves a secret as it is, an empty one removes it; one of the two there must be in the end. */
    private void applySecrets(SiteRequest request, SiteEntity site) {
        if (request.password() != null) {
            site.setPassword(request.password().isEmpty() ? null : secrets.encrypt(request.password()));
        }
        if (request.privateKey() != null && !request.privateKey().isBlank()) {
            checking("privateKey", () -> privateKeys.check(request.privateKey()));
            site.setPrivateKey(secrets.encrypt(request.privateKey()));
        } else if (request.privateKey() != null) {
            site.setPrivateKey(null);
        }
        if (site.password() == null && site.privateKey() == null) {
            throw FlotillaException.invalid(
                            "The site has neither a password nor a private key.",
                            "Give one of the two to sign in with.")
                    .told("siteSecret")
                    .of("password");
        }
    }

    private SiteEntity present(String name) {
        return named(name).orElseThrow(() -> FlotillaException.notFound(KIND, name));
    }

    /** What can be no name, which may be what a stranger sent, does not reach the database: it refuses some characters. */
    private Optional<SiteEntity> named(String name) {
        return Names.hasForm(name) ? Optional.ofNullable(entities.find(SiteEntity.class, name)) : Optional.empty();
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
                        "The name '" + name + "' of a site is taken, or something refers to it.",
                        "Choose another name; before a deletion, delete the routes that push to the site.",
                        cause)
                .told("nameTakenOrUsed", name);
    }
}
