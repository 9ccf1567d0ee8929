/** Parameters: typed, documented, validated, shared or local to a node (N1). May use core. */
package org.flotilla.config;
