/** What administrators changed, and who signed in (A5). May use core. */
package org.flotilla.audit;
