package org.flotilla.web.rest;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.flotilla.transfer.Transfer;
import org.flotilla.transfer.TransferFilter;

/** The query parameters of a list of transfers. */
public class TransferQuery extends ListQuery {

    @QueryParam("cycleId")
    private String cycleId;

    @QueryParam("account")
    private String account;

    @QueryParam("site")
    private String site;

    @QueryParam("direction")
    private String direction;

    @QueryParam("state")
    private String state;

    @QueryParam("fileName")
    @Parameter(description = "A part of the file's name")
    private String fileName;

    TransferFilter filter() {
        return new TransferFilter(
                QueryText.cycle(cycleId),
                QueryText.text(account),
                QueryText.text(site),
                QueryText.choice("direction", direction, Transfer.Direction.class),
                QueryText.choice("state", state, Transfer.State.class),
                QueryText.text(fileName));
    }
}
