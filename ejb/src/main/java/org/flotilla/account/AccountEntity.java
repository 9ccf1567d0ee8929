package org.flotilla.account;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** An account's row. Looked up by its name alone, so the second-level cache answers every look-up of a known one (K1). */
@Entity
@Table(name = "account")
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
class AccountEntity {
    @Id
    @Column(name = "name", length = 60, updatable = false)
    private String name;

    @Column(name = "password_hash", length = 300)
    private String passwordHash;

    @Column(name = "public_keys", nullable = false)
    private String publicKeys = "";

    @Column(name = "enabled", nullable = false)
    private boolean enabled;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Version
    @Column(name = "version", nullable = false)
    private long version;

    protected AccountEntity() {
        // for JPA
    }

    AccountEntity(String name, Instant createdAt) {
        this.name = name;
        this.createdAt = createdAt;
    }

    Account view() {
        return new Account(name, publicKeys.lines().toList(), passwordHash != null, enabled, createdAt, version);
    }

    String name() {
        return name;
    }

    String passwordHash() {
        return passwordHash;
    }

    boolean isEnabled() {
        return enabled;
    }

    long version() {
        return version;
    }

    void setPasswordHash(String hash) {
        this.passwordHash = hash;
    }

    void setPublicKeys(List<String> keys) {
        this.publicKeys = String.join("\n", keys);
    }

    void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
