package org.flotilla.web.rest;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which page of a list is asked for. */
abstract class ListQuery {

    @QueryParam("cursor")
    @Parameter(description = "'next' of the page before")
    private String cursor;

    @QueryParam("limit")
    @Parameter(description = "1 to 200; 50 if not given")
    private String limit;

    String cursor() {
        return QueryText.text(cursor);
    }

    int limit() {
        return Cursor.limit(limit);
    }
}
