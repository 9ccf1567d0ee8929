package org.flotilla.administrator;

import java.time.Duration;

/** The answer to a sign-in. */
public sealed interface SignIn {

    /** Name and password are right. */
    record Accepted(Administrator administrator) implements SignIn {}

    /** Name or password is wrong; which one is not told. */
    record Refused() implements SignIn {}

    /** Too many refusals: the password was not even looked at. */
    record Locked(Duration remaining) implements SignIn {}
}
