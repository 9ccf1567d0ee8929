package org.flotilla.testsuite.deployed;

import org.jboss.arquillian.core.spi.LoadableExtension;

/** Makes Arquillian's server a Flotilla server. Found by Arquillian itself. */
public final class DeployedExtension implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(ServerPreparation.class);
    }
}
