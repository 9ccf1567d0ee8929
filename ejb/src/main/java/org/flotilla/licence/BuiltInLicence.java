package org.flotilla.licence;

import jakarta.enterprise.context.ApplicationScoped;

/** The licence that holds where no other is installed: twenty nodes, for ever. */
@ApplicationScoped
class BuiltInLicence implements Licences {

    private static final Licence BUILT_IN = new Licence("Built-in", "Standard", 20, null);

    @Override
    public Licence current() {
        return BUILT_IN;
    }
}
