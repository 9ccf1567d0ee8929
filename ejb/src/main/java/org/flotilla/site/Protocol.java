package org.flotilla.site;

/** How a site is talked to. */
public enum Protocol {
    SFTP
}
