package org.flotilla.web.problem;

/** A request that HTTP itself has a status for which no feature knows, such as 428 for a missing If-Match. */
public class RequestRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public RequestRefused(int status, String code, String detail, String remedy) {
        super(detail);
        this.problem = new Problem(status, code, detail, remedy, null);
    }

    public Problem problem() {
        return problem;
    }
}
