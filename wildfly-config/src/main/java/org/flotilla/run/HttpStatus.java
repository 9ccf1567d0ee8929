package org.flotilla.run;

/** The few HTTP answers that mean something to us. */
final class HttpStatus {

    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int CONFLICT = 409;

    private HttpStatus() {}
}
