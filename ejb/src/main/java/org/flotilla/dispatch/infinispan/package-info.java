/** The room of Infinispan for dispatch: whose cache holds an account. */
package org.flotilla.dispatch.infinispan;
