package org.flotilla.recovery;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.flotilla.config.Parameter;
import org.flotilla.config.ParameterSource;

/** Puts them on the configuration page. */
@ApplicationScoped
public class RecoveryParameterSource implements ParameterSource {

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(RecoveryParameters.MINIMUM_NODES, RecoveryParameters.GRACE);
    }
}
