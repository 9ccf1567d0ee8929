package org.flotilla.web.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.flotilla.core.ErrorCode;
import org.flotilla.web.problem.Problem;
import org.flotilla.web.problem.Problems;

/** Answers every error of the API with a problem. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final int FIRST_ERROR = 400;
    private static final int FIRST_OF_OURS = 500;

    @Context
    private UriInfo uri;

    @Override
    public Response toResponse(Throwable thrown) {
        String path = uri.getRequestUri().getPath();
        if (thrown instanceof WebApplicationException e) {
            Response response = e.getResponse();
            if (response.getStatus() < FIRST_ERROR) {
                return response;
            }
            if (response.getStatus() < FIRST_OF_OURS) {
                return answer(ofStatus(response.getStatus()), path, response);
            }
        }
        return answer(Problems.of(thrown, path), path, null);
    }

    private static Response answer(Problem problem, String path, Response original) {
        Response.ResponseBuilder answer = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem.toJson(path));
        problem.retryAfter().ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds));
        if (original != null && original.getHeaderString(HttpHeaders.ALLOW) != null) {
            answer.header(HttpHeaders.ALLOW, original.getHeaderString(HttpHeaders.ALLOW));
        }
        return answer.build();
    }

    /** What JAX-RS itself refuses, before a resource has seen it. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 403 ->
                Problem.of(
                        ErrorCode.PERMISSION_DENIED,
                        "Your role does not allow this.",
                        "Ask an administrator of role admin.");
            case 404 -> Problem.of(ErrorCode.NOT_FOUND, "There is nothing at this path.", "See /api/v1/openapi.json.");
            case 405 ->
                new Problem(405, "METHOD_NOT_ALLOWED", "This path has no such method.", "See the Allow header.", null);
            case 406 ->
                new Problem(406, "NOT_ACCEPTABLE", "Answers are application/json only.", "Accept that type.", null);
            case 413 -> RecordReader.tooLarge().problem();
            case 415 ->
                new Problem(
                        415, "UNSUPPORTED_MEDIA_TYPE", "Bodies are application/json only.", "Send Content-Type.", null);
            default ->
                new Problem(status, "INVALID_INPUT", "The request is not valid.", "See /api/v1/openapi.json.", null);
        };
    }
}
