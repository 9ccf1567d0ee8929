/** Brings the database's schema to this version at start (O2, decision 0003). May use core. */
package org.flotilla.schema;
