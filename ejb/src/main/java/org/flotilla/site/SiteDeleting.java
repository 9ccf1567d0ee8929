package org.flotilla.site;

/**
 * CDI event, fired in the transaction that deletes a site, before the deletion: whoever still needs the site throws a
 * FlotillaException CONFLICT that says what for.
 */
public record SiteDeleting(String name) {}
