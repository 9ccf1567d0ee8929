/**
 * Who may administer Flotilla (A4). May use core, config, audit, secret.
 */
package org.flotilla.administrator;
