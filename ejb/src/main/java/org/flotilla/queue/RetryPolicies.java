package org.flotilla.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.flotilla.config.Parameters;
import org.flotilla.site.Site;
import org.flotilla.site.Sites;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an event is tried again (Q6): what its site says, else what is set for its task type, else what holds for all.
 * Reads from caches (K1). Thread-safe.
 */
@ApplicationScoped
class RetryPolicies {

    private static final Logger LOG = LoggerFactory.getLogger(RetryPolicies.class);

    private final Parameters parameters;
    private final Sites sites;

    /** For CDI's proxy. */
    protected RetryPolicies() {
        this(null, null);
    }

    @Inject
    RetryPolicies(Parameters parameters, Sites sites) {
        this.parameters = parameters;
        this.sites = sites;
    }

    /** @param site the partner that the event concerns; may be null, or the name of one that is gone */
    RetryPolicy of(TaskType type, String site) {
        Optional<Site> wishes = site(site);
        RetryParameters.OfType ofType = RetryParameters.of(type);
        return new RetryPolicy(
                wishes.map(Site::retryFirst)
                        .map(Duration::ofSeconds)
                        .or(() -> parameters.get(ofType.first()))
                        .orElseGet(() -> parameters.get(RetryParameters.FIRST)),
                wishes.map(Site::retryLongest)
                        .map(Duration::ofSeconds)
                        .or(() -> parameters.get(ofType.longest()))
                        .orElseGet(() -> parameters.get(RetryParameters.LONGEST)),
                wishes.map(Site::maximumAttempts)
                        .or(() -> parameters.get(ofType.attempts()))
                        .orElseGet(() -> parameters.get(RetryParameters.ATTEMPTS)));
    }

    /** A database that is away must not keep an event from being tried again. */
    private Optional<Site> site(String name) {
        try {
            return name == null ? Optional.empty() : sites.find(name);
        } catch (RuntimeException e) {
            LOG.debug("Site {} cannot be read; the back-off of the task type holds", name, e);
            return Optional.empty();
        }
    }
}
