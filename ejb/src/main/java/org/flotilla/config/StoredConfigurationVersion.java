package org.flotilla.config;

import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The configuration's version in the database, in the one row of {@code cluster}. */
@Stateless
@LocalBean
@Local(ConfigurationVersion.class)
public class StoredConfigurationVersion implements ConfigurationVersion {

    @PersistenceContext(unitName = "flotilla")
    private EntityManager entities;

    @Inject
    private Event<ConfigurationWritten> writings;

    @Override
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void raise() {
        entities.flush();
        entities.createNativeQuery("update cluster set configuration_version = configuration_version + 1 where id = 1")
                .executeUpdate();
        writings.fire(new ConfigurationWritten());
    }

    /** The committed version. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public long read() {
        Object version = entities.createNativeQuery("select configuration_version from cluster where id = 1")
                .getSingleResult();
        return ((Number) version).longValue();
    }
}
