package org.flotilla.audit;

/** Writes what people did into the audit log (A5). */
public interface Audit {

    /**
     * Records an act in the caller's transaction, so that it stands exactly if the act does.
     *
     * @param actor the administrator or account
     * @param action what was done, such as {@code site.create}
     * @param subject to what, such as the site's name
     * @param detail before and after, without secrets; may be null
     */
    void record(String actor, String action, String subject, String detail);
}
