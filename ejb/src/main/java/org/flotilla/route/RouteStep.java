package org.flotilla.route;

/**
 * One step of a route.
 *
 * @param type what it does
 * @param site the partner it pushes to
 * @param remoteFolder where there; null: the site's own folder
 */
public record RouteStep(Type type, String site, String remoteFolder) {

    /** The steps there are. */
    public enum Type {
        PUSH
    }
}
