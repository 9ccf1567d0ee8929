package org.flotilla.licence;

/** The feature licence (C3). */
public interface Licences {

    /** The licence that holds now: the installed one, else the built-in one. */
    Licence current();
}
