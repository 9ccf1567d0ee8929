package org.flotilla.web.ui;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.flotilla.web.problem.Problem;
import org.flotilla.web.problem.Problems;

/** What the page for errors says: the same as the API would. */
@Named
@RequestScoped
public class ErrorPage {

    @Inject
    private HttpServletRequest request;

    private Problem problem;

    @PostConstruct
    void read() {
        Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        problem = Problems.of(
                thrown instanceof Throwable cause ? cause : new IllegalStateException("Status 500"),
                String.valueOf(path));
    }

    public Problem getProblem() {
        return problem;
    }
}
