package org.flotilla.administrator;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.flotilla.config.Parameter;
import org.flotilla.config.Parameter.Scope;
import org.flotilla.config.ParameterSource;

/** The parameters of administrators' sign-ins. */
@ApplicationScoped
public class AdministratorParameters implements ParameterSource {

    public static final Parameter<ClearText> CLEAR_TEXT = Parameter.choice(
            "Administrators.clearText",
            Scope.SHARED,
            ClearText.LOCAL,
            "From where administrators may use the admin UI and the REST API over HTTP without TLS. NEVER. LOCAL: from the"
                    + " machine that the node runs on. ALWAYS: from everywhere, in clear text; for a load balancer that"
                    + " ends TLS and does not say so to the server.");

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(CLEAR_TEXT);
    }
}
