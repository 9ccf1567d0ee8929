package org.flotilla.web.rest;

import java.util.List;
import org.flotilla.dispatch.ProposedValue;

/** Values of parameters that may be set, to see first what they would do. */
public record DispatchProposal(List<ProposedValue> values) {

    List<ProposedValue> orNone() {
        return values == null ? List.of() : List.copyOf(values);
    }
}
