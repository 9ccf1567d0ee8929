package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.flotilla.administrator.Administrator;
import org.flotilla.administrator.Administrators;
import org.flotilla.web.security.Sessions;

/** The change of one's own password; at first sign-in the only page there is. */
@Named
@RequestScoped
public class PasswordPage {

    @Inject
    private Administrators administrators;

    @Inject
    private Sessions sessions;

    @Inject
    private Me me;

    @Inject
    private HttpServletRequest request;

    private String present;
    private String wanted;
    private String again;

    public void change() {
        if (!Objects.equals(wanted, again)) {
            Outcome.refused("again", Outcome.text("password.differ"), Outcome.text("password.differ.remedy"));
        } else if (Outcome.of(this::changeAndGoOn)) {
            Outcome.done("/index.xhtml", Outcome.text("password.changed"));
        }
    }

    /** The change ends all sessions of the administrator; this one begins anew. */
    private void changeAndGoOn() {
        Administrator changed = administrators.changePassword(me.getName(), present, wanted);
        sessions.begin(request, changed);
    }

    public boolean isForced() {
        return administrators
                .find(me.getName())
                .map(Administrator::mustChangePassword)
                .orElse(false);
    }

    public String getPresent() {
        return present;
    }

    public void setPresent(String present) {
        this.present = present;
    }

    public String getWanted() {
        return wanted;
    }

    public void setWanted(String wanted) {
        this.wanted = wanted;
    }

    public String getAgain() {
        return again;
    }

    public void setAgain(String again) {
        this.again = again;
    }
}
