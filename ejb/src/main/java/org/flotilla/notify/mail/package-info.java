/** The room of Jakarta Mail: notices by e-mail. Uses notify, config, core. */
package org.flotilla.notify.mail;
