/**
 * What a gateway tells others, whatever it speaks (T1). The gateways themselves are in sub-packages, each with its
 * technology.
 */
package org.flotilla.gateway;
