package org.flotilla.recovery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.flotilla.notify.Outbox;

/** The incidents of the database. */
@ApplicationScoped
public class StoredIncidents implements Incidents {

    private IncidentStore store;
    private Outbox outbox;

    /** For CDI's proxy. */
    protected StoredIncidents() {}

    @Inject
    public StoredIncidents(IncidentStore store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
    }

    @Override
    public List<Incident> latest(int limit) {
        return store.latest(limit).stream().map(this::withDeliveries).toList();
    }

    @Override
    public Optional<Incident> find(long id) {
        return store.find(id).map(this::withDeliveries);
    }

    @Override
    public Optional<Incident> open() {
        return store.findOpen().map(this::withDeliveries);
    }

    private Incident withDeliveries(Incident incident) {
        return incident.withDeliveries(outbox.of(incident.id()));
    }
}
