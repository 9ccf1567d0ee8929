package org.flotilla.config.hibernate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.flotilla.config.SecondLevelCache;
import org.hibernate.Cache;

/** By Hibernate's own interface: JPA's empties entities, but not the collections in them. */
@ApplicationScoped
class HibernateCache implements SecondLevelCache {

    @PersistenceUnit(unitName = "flotilla")
    private EntityManagerFactory factory;

    @Override
    public void empty() {
        factory.getCache().unwrap(Cache.class).evictAllRegions();
    }
}
