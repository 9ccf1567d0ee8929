package org.flotilla.route;

import jakarta.persistence.Cacheable;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** A route's row, with its steps in order. */
@Entity
@Table(name = "route")
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
class RouteEntity {
    @Id
    @Column(name = "name", length = 60, updatable = false)
    private String name;

    @Column(name = "account", length = 60, nullable = false)
    private String account;

    @Column(name = "folder", length = 1000, nullable = false)
    private String folder;

    @Column(name = "pattern", length = 255, nullable = false)
    private String pattern;

    @Column(name = "enabled", nullable = false)
    private boolean enabled;

    @Column(name = "in_order", nullable = false)
    private boolean inOrder;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "route_step", joinColumns = @JoinColumn(name = "route"))
    @OrderColumn(name = "position")
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    private List<StepPart> steps = new ArrayList<>();

    @Version
    @Column(name = "version", nullable = false)
    private long version;

    protected RouteEntity() {
        // for JPA
    }

    RouteEntity(String name) {
        this.name = name;
    }

    Route view() {
        List<RouteStep> views = steps.stream().map(StepPart::view).toList();
        return new Route(name, account, folder, pattern, enabled, inOrder, views, version);
    }

    long version() {
        return version;
    }

    void setMatch(String newAccount, String newFolder, String newPattern) {
        this.account = newAccount;
        this.folder = newFolder;
        this.pattern = newPattern;
    }

    void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    void setInOrder(boolean inOrder) {
        this.inOrder = inOrder;
    }

    void setSteps(List<RouteStep> newSteps) {
        List<StepPart> parts = newSteps.stream().map(StepPart::new).toList();
        if (!parts.equals(List.copyOf(steps))) {
            steps.clear();
            steps.addAll(parts);
        }
    }
}
