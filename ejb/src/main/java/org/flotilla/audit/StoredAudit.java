package org.flotilla.audit;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.flotilla.core.NodeClock;

/** The audit log in the database. */
@Stateless
public class StoredAudit implements Audit {

    @PersistenceContext(unitName = "flotilla")
    private EntityManager entities;

    @Inject
    private NodeClock clock;

    @Override
    public void record(String actor, String action, String subject, String detail) {
        entities.persist(new AuditEntry(clock.now(), actor, action, subject, detail));
    }
}
