package org.flotilla.pull;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.flotilla.config.Parameter;
import org.flotilla.config.ParameterSource;

/** Puts them on the configuration page. */
@ApplicationScoped
public class PullParameterSource implements ParameterSource {

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(PullParameters.MEMORY_DAYS);
    }
}
