package org.flotilla.licence;

/** The feature licence that holds in the cluster. */
public interface Licences {

    Licence current();
}
