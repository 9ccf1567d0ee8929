/** What every feature may use: identities, the node's clock, errors, patterns of names. Uses no other package. */
package org.flotilla.core;
