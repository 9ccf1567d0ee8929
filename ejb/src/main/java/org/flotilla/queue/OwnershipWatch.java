package org.flotilla.queue;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.flotilla.cluster.Lease;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.core.SteadyThread;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who move bytes for an event, for as long as a file takes, that its claim does not hold any more (Q5, Q8, W4).
 * Before each buffer they ask the lease, in memory. The database is asked each second, on a thread of its own: while it does
 * not answer the bytes go on, as long as the lease is held. What takes less than a second costs it no question. Thread-safe.
 */
@Singleton
@Startup
@DependsOn("SchemaMigration")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class OwnershipWatch {

    private static final Logger LOG = LoggerFactory.getLogger(OwnershipWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Ownership ownership;
    private final Lease lease;
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();

    @Resource
    private ManagedThreadFactory threads;

    private SteadyThread thread;

    /** For the container's proxy. */
    public OwnershipWatch() {
        this(null, null);
    }

    @Inject
    public OwnershipWatch(Ownership ownership, Lease lease) {
        this.ownership = ownership;
        this.lease = lease;
    }

    @PostConstruct
    void start() {
        thread = SteadyThread.start(threads, "flotilla-ownership", EVERY, this::look);
    }

    @PreDestroy
    void stop() {
        thread.close();
    }

    /** Watches the claim until that is closed. */
    public Watched begin(Claim claim) {
        Watched begun = new Watched(claim);
        watched.add(begun);
        return begun;
    }

    void look() {
        watched.forEach(Watched::look);
    }

    /** A claim that is watched. */
    public final class Watched implements AutoCloseable {

        private final Claim claim;
        private boolean seen;
        private volatile FlotillaException loss;

        private Watched(Claim claim) {
            this.claim = claim;
        }

        /**
         * Returns if the lease is held and the database has not said that the claim is lost. Asks nobody.
         *
         * @throws FlotillaException NOT_OWNER otherwise
         */
        public void ensureHeld() {
            lease.ensureHeld(claim.incarnation());
            if (loss != null) {
                throw loss;
            }
        }

        private void look() {
            if (!seen) {
                seen = true;
                return;
            }
            try {
                ownership.ensureOwned(claim);
            } catch (FlotillaException e) {
                if (e.code() == ErrorCode.NOT_OWNER) {
                    loss = e;
                }
            } catch (RuntimeException e) {
                LOG.debug("Whether event {} is still owned could not be asked", claim.event(), e);
            }
        }

        @Override
        public void close() {
            watched.remove(this);
        }
    }
}
