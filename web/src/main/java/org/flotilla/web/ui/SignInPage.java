package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import org.flotilla.administrator.Administrators;
import org.flotilla.administrator.SignIn;
import org.flotilla.web.security.ReturnPath;
import org.flotilla.web.security.Sessions;

/** The sign-in. */
@Named
@RequestScoped
public class SignInPage {

    @Inject
    private Administrators administrators;

    @Inject
    private Sessions sessions;

    @Inject
    private HttpServletRequest request;

    private String name;
    private String password;
    private String next;

    /** When too many sign in at once the page says so, like any error that passes. */
    public void signIn() {
        Outcome.of(this::trySignIn);
    }

    private void trySignIn() {
        SignIn answer = administrators.signIn(name, password);
        if (answer instanceof SignIn.Accepted accepted) {
            sessions.begin(request, accepted.administrator());
            Outcome.go(ReturnPath.safe(next));
        } else if (answer instanceof SignIn.Locked locked) {
            Outcome.refused(
                    Outcome.text("signIn.locked"),
                    Outcome.text("signIn.locked.remedy", locked.remaining().toSeconds() + 1));
        } else {
            Outcome.refused(Outcome.text("signIn.refused"), Outcome.text("signIn.refused.remedy"));
        }
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getNext() {
        return next;
    }

    public void setNext(String next) {
        this.next = next;
    }
}
