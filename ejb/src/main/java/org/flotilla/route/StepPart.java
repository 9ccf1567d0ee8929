package org.flotilla.route;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Objects;

/** A step's row. */
@Embeddable
class StepPart {
    @Enumerated(EnumType.STRING)
    @Column(name = "type", length = 10, nullable = false)
    private RouteStep.Type type;

    @Column(name = "site", length = 60, nullable = false)
    private String site;

    @Column(name = "remote_folder", length = 1000)
    private String remoteFolder;

    protected StepPart() {
        // for JPA
    }

    StepPart(RouteStep step) {
        this.type = step.type();
        this.site = step.site();
        this.remoteFolder = step.remoteFolder();
    }

    RouteStep view() {
        return new RouteStep(type, site, remoteFolder);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StepPart part && view().equals(part.view());
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, site, remoteFolder);
    }
}
