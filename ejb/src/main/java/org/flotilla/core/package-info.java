/** What every feature may use: identities, the node's clock, errors. Uses no other package. */
package org.flotilla.core;
