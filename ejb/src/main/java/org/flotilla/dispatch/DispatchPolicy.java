package org.flotilla.dispatch;

/** The policies, by the names that administrators write (W1). */
enum DispatchPolicy {
    cacheBasedPolicy,
    roundRobinPolicy,
    attributeMatchPolicy
}
