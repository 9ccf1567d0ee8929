package org.flotilla.config;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Map;
import java.util.stream.Collectors;
import org.flotilla.audit.Audit;
import org.flotilla.core.NodeClock;

/** The parameter values in the database. */
@Stateless
public class ParameterValues {

    @PersistenceContext(unitName = "flotilla")
    private EntityManager entities;

    @Inject
    private NodeClock clock;

    @Inject
    private ConfigurationVersion version;

    @Inject
    private Audit audit;

    @Inject
    private Event<ParametersWritten> writings;

    public Map<ParameterEntity.Key, String> all() {
        return entities.createQuery("select p from ParameterEntity p", ParameterEntity.class)
                .getResultStream()
                .collect(Collectors.toMap(ParameterEntity::key, ParameterEntity::value));
    }

    public void set(ParameterEntity.Key key, String value, String actor) {
        ParameterEntity entity = entities.find(ParameterEntity.class, key);
        String before = entity == null ? null : entity.value();
        if (entity == null) {
            entity = new ParameterEntity(key.name(), key.node());
            entity.set(value, clock.now(), actor);
            entities.persist(entity);
        } else {
            entity.set(value, clock.now(), actor);
        }
        written();
        audit.record(actor, "parameter.set", subject(key), before + " -> " + value);
    }

    /** Whether there was such a value. */
    public boolean reset(ParameterEntity.Key key, String actor) {
        ParameterEntity entity = entities.find(ParameterEntity.class, key);
        if (entity == null) {
            return false;
        }
        entities.remove(entity);
        written();
        audit.record(actor, "parameter.reset", subject(key), entity.value() + " -> " + general(key));
        return true;
    }

    private void written() {
        version.raise();
        writings.fire(new ParametersWritten());
    }

    private static String general(ParameterEntity.Key key) {
        return key.node().isEmpty() ? "default" : "what holds for every node";
    }

    private static String subject(ParameterEntity.Key key) {
        return key.node().isEmpty() ? key.name() : key.name() + "@" + key.node();
    }
}
