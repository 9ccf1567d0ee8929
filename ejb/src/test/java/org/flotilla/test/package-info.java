/** What tests share: a real database (O2), and ways to wait for a condition. */
package org.flotilla.test;
