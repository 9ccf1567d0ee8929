/** The feature licence and what it allows (C3). May use core, config, audit, secret. */
package org.flotilla.licence;
