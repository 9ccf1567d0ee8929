package org.flotilla.config;

import java.util.List;

/** A feature's parameters, so that the configuration page can list them all. Implemented by one CDI bean per feature. */
public interface ParameterSource {

    List<Parameter<?>> parameters();
}
