package org.flotilla.administrator;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Set;

/** A row of {@code administrator}. Not cached: a changed password must hold on every node at once. */
@Entity
@Table(name = "administrator")
class AdministratorEntity {

    @Id
    private String name;

    @Column(name = "password_hash")
    private String passwordHash;

    @Convert(converter = RolesColumn.class)
    private Set<Role> roles;

    @Column(name = "must_change_password")
    private boolean mustChangePassword;

    @Column(name = "created_at")
    private Instant createdAt;

    @Version
    private long version;

    protected AdministratorEntity() {}

    AdministratorEntity(String name, String passwordHash, Set<Role> roles, Instant createdAt) {
        this.name = name;
        this.passwordHash = passwordHash;
        this.roles = Set.copyOf(roles);
        this.mustChangePassword = true;
        this.createdAt = createdAt;
    }

    String passwordHash() {
        return passwordHash;
    }

    boolean has(Role role) {
        return roles.contains(role);
    }

    long version() {
        return version;
    }

    /** The administrator has chosen a password of its own. */
    void choosePassword(String hash) {
        this.passwordHash = hash;
        this.mustChangePassword = false;
    }

    Administrator toAdministrator() {
        return new Administrator(name, roles, mustChangePassword, createdAt, version);
    }
}
