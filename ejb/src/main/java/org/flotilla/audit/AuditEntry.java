package org.flotilla.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

/** One act, as recorded (A5). Written once, never changed. */
@Entity
@Table(name = "audit")
public class AuditEntry {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "audit_id")
    @SequenceGenerator(name = "audit_id", sequenceName = "audit_id", allocationSize = 50)
    private Long id;

    @Column(name = "at")
    private Instant when;

    private String actor;
    private String action;
    private String subject;
    private String detail;

    protected AuditEntry() {}

    AuditEntry(Instant when, String actor, String action, String subject, String detail) {
        this.when = when;
        this.actor = actor;
        this.action = action;
        this.subject = subject;
        this.detail = detail;
    }

    public Long id() {
        return id;
    }

    public Instant when() {
        return when;
    }

    public String actor() {
        return actor;
    }

    public String action() {
        return action;
    }

    public String subject() {
        return subject;
    }

    public String detail() {
        return detail;
    }
}
