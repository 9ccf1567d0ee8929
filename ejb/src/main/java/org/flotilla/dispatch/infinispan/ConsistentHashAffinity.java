package org.flotilla.dispatch.infinispan;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.flotilla.dispatch.AccountAffinity;
import org.infinispan.Cache;
import org.infinispan.distribution.DistributionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Infinispan's consistent hash: the primary owner of the account's key. It moves an account only when the membership
 * changes. Nothing is stored in the cache.
 */
@ApplicationScoped
class ConsistentHashAffinity implements AccountAffinity {

    private static final Logger LOG = LoggerFactory.getLogger(ConsistentHashAffinity.class);

    @Resource(lookup = "java:jboss/infinispan/cache/flotilla/ownership")
    private Cache<String, String> cache;

    @Override
    public Optional<String> memberFor(String account) {
        try {
            DistributionManager distribution = cache.getAdvancedCache().getDistributionManager();
            return Optional.ofNullable(distribution)
                    .map(known ->
                            known.getCacheTopology().getDistribution(account).primary())
                    .map(Object::toString);
        } catch (RuntimeException e) {
            LOG.debug("The cache cannot say now who owns account {}", account, e);
            return Optional.empty();
        }
    }
}
