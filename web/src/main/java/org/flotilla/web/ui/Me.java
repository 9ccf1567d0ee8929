package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import org.flotilla.cluster.Nodes;
import org.flotilla.core.ErrorCode;
import org.flotilla.core.FlotillaException;
import org.flotilla.web.security.Roles;
import org.flotilla.web.security.Sessions;

/** Who looks at the page, and which node answers. */
@Named
@RequestScoped
public class Me {

    @Inject
    private HttpServletRequest request;

    @Inject
    private Sessions sessions;

    @Inject
    private Nodes nodes;

    public String getName() {
        return request.getUserPrincipal() == null
                ? null
                : request.getUserPrincipal().getName();
    }

    public boolean isAdmin() {
        return request.isUserInRole(Roles.ADMIN);
    }

    public boolean isOperator() {
        return isAdmin() || request.isUserInRole(Roles.OPERATOR);
    }

    /** The node that answers. */
    public String getNode() {
        return nodes.self().name();
    }

    /** @throws FlotillaException PERMISSION_DENIED for anybody else: hiding a button is no protection */
    void requireAdmin() {
        if (!isAdmin()) {
            throw new FlotillaException(
                    ErrorCode.PERMISSION_DENIED, Outcome.text("denied.admin"), Outcome.text("denied.admin.remedy"));
        }
    }

    /** @throws FlotillaException PERMISSION_DENIED for who may only look */
    void requireOperator() {
        if (!isOperator()) {
            throw new FlotillaException(
                    ErrorCode.PERMISSION_DENIED, Outcome.text("denied.operator"), Outcome.text("denied.admin.remedy"));
        }
    }

    public void signOut() {
        sessions.end(request);
        Outcome.go("/login.xhtml");
    }
}
