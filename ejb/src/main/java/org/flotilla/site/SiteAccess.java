package org.flotilla.site;

/**
 * A site with its secrets in clear, for those who connect to it. Kept no longer than the connection is made; never logged.
 *
 * @param password may be null
 * @param privateKey PEM or OpenSSH form; may be null
 */
public record SiteAccess(Site site, String password, String privateKey) {
    @Override
    public String toString() {
        return "SiteAccess[" + site.name() + "]";
    }
}
