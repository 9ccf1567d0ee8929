package org.flotilla.web.ui;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flotilla.account.Account;
import org.flotilla.account.Accounts;
import org.flotilla.route.Route;
import org.flotilla.route.RouteRequest;
import org.flotilla.route.RouteStep;
import org.flotilla.route.Routes;
import org.flotilla.site.Site;
import org.flotilla.site.Sites;

/** One route. The form has as many rows for steps as it may need; rows without a site are left out. */
@Named
@RequestScoped
public class RoutePage extends EditPage {

    private static final int ROWS = 5;

    @Inject
    private Routes routes;

    @Inject
    private Accounts accounts;

    @Inject
    private Sites sites;

    private String newName;
    private String account;
    private String folder = "/";
    private String pattern = "*";
    private boolean enabled = true;
    private boolean inOrder;
    private List<StepRow> steps;

    @Override
    boolean load(String existing) {
        Optional<Route> found = routes.find(existing);
        found.ifPresent(route -> {
            setVersion(route.version());
            account = route.account();
            folder = route.folder();
            pattern = route.pattern();
            enabled = route.enabled();
            inOrder = route.inOrder();
            steps = rows(route.steps());
        });
        return found.isPresent();
    }

    @Override
    void create(String actor) {
        routes.create(request(newName), actor);
    }

    @Override
    void update(String existing, long versionRead, String actor) {
        routes.update(existing, request(existing), versionRead, actor);
    }

    @Override
    void delete(String existing, long versionRead, String actor) {
        routes.delete(existing, versionRead, actor);
    }

    @Override
    String list() {
        return "routes";
    }

    private RouteRequest request(String name) {
        List<RouteStep> filled = getSteps().stream()
                .filter(row -> row.getSite() != null)
                .map(row -> new RouteStep(RouteStep.Type.PUSH, row.getSite(), row.getRemoteFolder()))
                .toList();
        return new RouteRequest(name, account, folder, pattern, enabled, inOrder, filled);
    }

    private static List<StepRow> rows(List<RouteStep> known) {
        List<StepRow> rows = new ArrayList<>();
        known.forEach(step -> rows.add(new StepRow(step.site(), step.remoteFolder())));
        while (rows.size() < ROWS) {
            rows.add(new StepRow(null, null));
        }
        return rows;
    }

    /** On a postback too as many rows as the form had. */
    public List<StepRow> getSteps() {
        if (steps == null) {
            steps = rows(
                    isNew()
                            ? List.of()
                            : routes.find(getName()).map(Route::steps).orElse(List.of()));
        }
        return steps;
    }

    public List<String> getAccountNames() {
        return accounts.list().stream().map(Account::name).toList();
    }

    public List<String> getSiteNames() {
        return sites.list().stream().map(Site::name).toList();
    }

    public String getNewName() {
        return newName;
    }

    public void setNewName(String newName) {
        this.newName = newName;
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public String getFolder() {
        return folder;
    }

    public void setFolder(String folder) {
        this.folder = folder;
    }

    public String getPattern() {
        return pattern;
    }

    public void setPattern(String pattern) {
        this.pattern = pattern;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public boolean isInOrder() {
        return inOrder;
    }

    public void setInOrder(boolean inOrder) {
        this.inOrder = inOrder;
    }
}
