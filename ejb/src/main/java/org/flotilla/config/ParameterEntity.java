package org.flotilla.config;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** A value that an administrator set. No row: the default holds. The node is empty for a shared value. */
@Entity
@Table(name = "parameter")
@IdClass(ParameterEntity.Key.class)
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
public class ParameterEntity {

    /** Whom a shared value belongs to. */
    static final String EVERY_NODE = "";

    @Id
    private String name;

    @Id
    private String node;

    private String value;

    @Column(name = "changed_at")
    private Instant changedAt;

    @Column(name = "changed_by")
    private String changedBy;

    protected ParameterEntity() {}

    ParameterEntity(String name, String node) {
        this.name = name;
        this.node = node;
    }

    void set(String newValue, Instant when, String actor) {
        this.value = newValue;
        this.changedAt = when;
        this.changedBy = actor;
    }

    Key key() {
        return new Key(name, node);
    }

    String value() {
        return value;
    }

    /** What identifies a value. */
    public record Key(String name, String node) implements Serializable {}
}
