/** What a person sees of the cluster, in Debian's Chromium: the sign-in and the pages of the admin UI (A4, U1). */
package org.flotilla.testsuite.browser;
